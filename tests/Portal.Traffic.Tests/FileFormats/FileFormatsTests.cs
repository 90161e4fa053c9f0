using Portal.Traffic.Records;
using Portal.Traffic.Tests.Protocols;

namespace Portal.Traffic.Tests.FileFormats;

public sealed class FileFormatsTests(ITestOutputHelper output)
{
    [Fact]
    public void The_scan_finds_exactly_these() =>
        Assert.Equal(
            ["application/ocsp-response", "application/x-dosexec"],
            Portal.Traffic.Files.FileFormats.All.Keys.Order(StringComparer.Ordinal)
        );

    [Fact]
    public void Ocsp_rows_of_the_corpus_are_Zeeks() =>
        new ZeekComparison(output).Hold(OcspRecord.Table, rows: 57, share: 0.999);

    [Fact]
    public void Executables_over_HTTP_are_told_as_Zeek_tells_them() =>
        new ZeekComparison(output) { Concerns = row => s_overHttp.Contains(row["compile_ts"]) }.Hold(
            PeRecord.Table,
            rows: 5,
            share: 0.999
        );

    // The others came over SMB or FTP.
    private static readonly HashSet<string> s_overHttp =
    [
        "1650398464.000000",
        "1650668029.000000",
        "1569391927.000000",
        "1271282813.000000",
        "1666977937.000000",
    ];
}
