using Portal.Traffic.Records;

namespace Portal.Traffic.Tests.Protocols.Irc;

public sealed class IrcAgainstZeekTests(ITestOutputHelper output)
{
    [Fact]
    public void Irc_rows_of_the_corpus_are_Zeeks() =>
        new ZeekComparison(output).Hold(IrcRecord.Table, rows: 7, share: 0.96);
}
