using Portal.Traffic.Records;

namespace Portal.Traffic.Tests.Protocols.Ftp;

public sealed class FtpAgainstZeekTests(ITestOutputHelper output)
{
    [Fact]
    public void Ftp_rows_of_the_corpus_are_Zeeks() =>
        new ZeekComparison(output) { Departs = "password" }.Hold(FtpRecord.Table, rows: 1446, share: 0.999);

    [Fact]
    public void Files_of_data_connections_are_Zeeks() =>
        new ZeekComparison(output) { Concerns = row => row["source"] == "FTP_DATA" }.Hold(
            FilesRecord.Table,
            rows: 16,
            share: 0.99
        );
}
