using Portal.Analysis.Demo;
using Portal.Cases;
using Portal.Cases.Accounts;
using Portal.Cases.Evidence;
using Portal.Cases.Runs;

namespace Portal.Web.Jobs;

/// <summary>Makes the files of the demo incident and adds them to a case: captures and logs as evidence, the feed as a feed.</summary>
internal sealed class DemoEvidence(EvidenceIntake intake, RunService runs, DataFolder folder)
{
    private const string Feed = "threat-feed.csv";

    private static readonly string[] s_kinds = [".pcap", ".pcapng", ".log", ".gz", ".zip"];

    public async Task AddAsync(int caseId, CancellationToken cancellation)
    {
        var place = Directory.CreateDirectory(Path.Combine(folder.Temporary, "demo-" + Path.GetRandomFileName()));
        try
        {
            await Task.Run(() => DemoIncident.Write(place.FullName), cancellation);
            File.Move(Path.Combine(place.FullName, Feed), Path.Combine(folder.Feeds, "demo.csv"), overwrite: true);
            var files = place
                .EnumerateFiles("*", SearchOption.AllDirectories)
                .Where(file => s_kinds.Contains(file.Extension))
                .OrderBy(file => file.FullName, StringComparer.Ordinal)
                .ToList();
            foreach (var file in files)
            {
                var added = await intake.AddFileAsync(caseId, Actor.Portal, file.FullName, cancellation);
                await runs.QueueImportAsync(caseId, added.EvidenceId, Actor.Portal, cancellation);
            }
        }
        finally
        {
            place.Delete(recursive: true);
        }
    }
}
