using Portal.Traffic.Records;

namespace Portal.Traffic.Tests.Protocols.Http;

/// <summary>What differs, and why, stands in DIFFERENCES.md beside this file.</summary>
public sealed class HttpAgainstZeekTests(ITestOutputHelper output)
{
    [Fact]
    public void Http_rows_of_the_corpus_are_Zeeks() =>
        new ZeekComparison(output).Hold(HttpRecord.Table, rows: 1603, share: 0.98);

    [Fact]
    public void Files_over_HTTP_of_the_corpus_are_Zeeks() =>
        new ZeekComparison(output) { Concerns = row => row["source"] == "HTTP" }.Hold(
            FilesRecord.Table,
            rows: 524,
            share: 0.93
        );
}
