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
    public void Pe_rows_of_the_corpus_are_Zeeks() =>
        new ZeekComparison(output).Hold(PeRecord.Table, rows: 16, share: 0.999);
}
