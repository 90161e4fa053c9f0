using Portal.Samples;
using Portal.Traffic.Records;

namespace Portal.Traffic.Tests.Protocols.Ntlm;

public sealed class NtlmAgainstTsharkTests
{
    [Theory]
    [InlineData("dce_rpc_ntlm.pcapng")]
    [InlineData("dcerpc-dcerpc-ctxids__input.pcap")]
    [InlineData("raw_ntlm_in_smb.pcap")]
    [InlineData("smb-eicar-file__input.pcap")]
    [InlineData("smb-smb1-ascii.pcap")]
    public async Task Versions_of_both_sides_are_tsharks(string name)
    {
        var capture = Directory.EnumerateFiles(Corpus.File("captures"), name, SearchOption.AllDirectories).Single();
        string[] columns = ["messagetype", "version.major", "version.minor", "version.build_number"];
        var (_, output, _) = await Tool.RunAsync(
            Tool.Require("tshark"),
            [
                "-r",
                capture,
                "-Y",
                "ntlmssp.version.build_number",
                "-T",
                "fields",
                .. columns.SelectMany(column => new[] { "-e", $"ntlmssp.{column}" }),
            ]
        );
        var theirs = output
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split('\t'))
            .Select(row => (IsServer: row[0].EndsWith('2'), Version: string.Join('.', row[1..])));

        var rows = RecordCollector.Analyze(capture).Of(NtlmRecord.Table);

        var ours = rows.Select(row => (IsServer: false, Version: row.ClientVersion))
            .Concat(rows.Select(row => (IsServer: true, Version: row.ServerVersion)))
            .Where(side => side.Version is not null)
            .Select(side => (side.IsServer, Version: side.Version!));
        Assert.NotEmpty(theirs);
        Assert.Equal(theirs.Distinct().Order(), ours.Distinct().Order());
    }
}
