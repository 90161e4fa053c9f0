using Portal.Traffic.Records;

namespace Portal.Traffic.Tests.Protocols.Rfb;

public sealed class RfbAgainstZeekTests(ITestOutputHelper output)
{
    [Fact]
    public void Rfb_rows_of_the_corpus_are_Zeeks() =>
        new ZeekComparison(output).Hold(RfbRecord.Table, rows: 5, share: 0.999);
}
