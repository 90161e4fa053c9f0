using Portal.Traffic.Records;

namespace Portal.Traffic.Tests.Protocols.Smtp;

public sealed class SmtpAgainstZeekTests(ITestOutputHelper output)
{
    [Fact]
    public void Smtp_rows_of_the_corpus_are_Zeeks() =>
        new ZeekComparison(output).Hold(SmtpRecord.Table, rows: 11, share: 0.99);

    [Fact]
    public void Files_of_mails_are_Zeeks() =>
        new ZeekComparison(output) { Concerns = row => row["source"] == "SMTP" }.Hold(
            FilesRecord.Table,
            rows: 14,
            share: 0.98
        );
}
