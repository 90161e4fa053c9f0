using Portal.Analysis.Detectors;
using Portal.Analysis.Findings;
using Portal.Analysis.Importers;
using Portal.Analysis.Store;
using Portal.Analysis.Tests.Store;
using Portal.Samples;

namespace Portal.Analysis.Tests.Detectors;

/// <summary>Real captures and logs whose content is known.</summary>
public sealed class CorpusFindingsTests
{
    [Fact]
    public void The_beacon_behind_the_proxy_scores_as_RITA_publishes()
    {
        var finding = Assert.Single(Analyze("zeek/rita-proxy"), item => item.Severity >= Severity.Medium);

        Assert.Equal(
            ("10.136.0.18", "10.136.0.16", "www.honestimnotevil.com"),
            (finding.Source, finding.Destination, finding.DestinationName)
        );
        Assert.Equal(0.979, (double)finding.Statistics.Single(item => item.Name == "rita_score").Value, 0.05);
        Assert.Contains(finding.Evidence, reference => reference.LineCount > 300);
    }

    [Theory]
    [InlineData("captures/c2/test-cc-capture-1.pcap", "147.32.80.37", "141.193.213.21")]
    [InlineData("captures/lateral/covenant_dcom_registerxll_2020-09-18145959.cap", "172.18.39.5", "10.10.10.5")]
    [InlineData(
        "captures/lateral/empire_getsession_dcerpc_smb_srvsvc_NetSessEnum_2020-09-22034513.cap",
        "172.18.39.5",
        "10.10.10.5"
    )]
    public void The_beacon_is_found(string file, string source, string destination)
    {
        var finding = Assert.Single(Analyze(file), item => item.Severity >= Severity.Medium);

        Assert.Equal(("beaconing", source, destination), (finding.Detector, finding.Source, finding.Destination));
        Assert.NotEmpty(finding.Evidence[0].Frames);
    }

    [Theory]
    [InlineData("captures/benign/alexa-app.pcapng")]
    [InlineData("captures/benign/dropbox.pcap")]
    [InlineData("captures/benign/webex.pcap")]
    [InlineData("captures/benign/reddit.pcap")]
    [InlineData("captures/benign/home-multicast-short.pcap")]
    [InlineData("captures/http/http-post-upload.pcap")]
    [InlineData("zeek/rita-open_conns-open")]
    public void Ordinary_traffic_gives_no_finding_of_medium_or_higher(string file)
    {
        Assert.DoesNotContain(Analyze(file), finding => finding.Severity >= Severity.Medium);
    }

    private static IReadOnlyList<Finding> Analyze(string relative)
    {
        var path = Corpus.File(relative);
        using var store = new TemporaryStore();
        var files = Directory.Exists(path)
            ? Directory.GetFiles(path).Order(StringComparer.Ordinal)
            : (IEnumerable<string>)[path];
        var sets = files
            .Select(file => EvidenceImporter.Import(file, store.Store, null, null, CancellationToken.None))
            .ToList();
        using var database = RecordDatabase.Open(sets);
        return CaseAnalyzer.Analyze(database, [.. sets.Select(set => set.Manifest)], new AnalysisOptions()).Findings;
    }
}
