using Portal.Traffic.Records;

namespace Portal.Traffic.Tests.Protocols.Rdp;

public sealed class RdpAgainstZeekTests(ITestOutputHelper output)
{
    [Fact]
    public void Rdp_rows_of_the_corpus_are_Zeeks() =>
        new ZeekComparison(output).Hold(RdpRecord.Table, rows: 6, share: 0.995);
}
