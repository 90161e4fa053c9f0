using Portal.Traffic.Records;

namespace Portal.Traffic.Tests.Protocols.Smb;

public sealed class SmbAgainstZeekTests(ITestOutputHelper output)
{
    [Fact]
    public void Shares_of_the_corpus_are_Zeeks() =>
        new ZeekComparison(output).Hold(SmbMappingRecord.Table, rows: 100, share: 0.995);

    [Fact]
    public void Files_of_shares_in_the_corpus_are_Zeeks() =>
        new ZeekComparison(output).Hold(SmbFilesRecord.Table, rows: 129, share: 0.995);

    [Fact]
    public void Content_of_files_over_Smb_is_Zeeks() =>
        new ZeekComparison(output) { Concerns = row => row["source"] == "SMB" }.Hold(
            FilesRecord.Table,
            rows: 54,
            share: 0.965
        );
}
