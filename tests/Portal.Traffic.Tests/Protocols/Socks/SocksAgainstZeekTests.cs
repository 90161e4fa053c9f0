using Portal.Traffic.Records;

namespace Portal.Traffic.Tests.Protocols.Socks;

public sealed class SocksAgainstZeekTests(ITestOutputHelper output)
{
    [Fact]
    public void Socks_rows_of_the_corpus_are_Zeeks() =>
        new ZeekComparison(output).Hold(SocksRecord.Table, rows: 5, share: 0.999);
}
