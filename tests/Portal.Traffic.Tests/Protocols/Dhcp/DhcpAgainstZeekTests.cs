using Portal.Traffic.Records;

namespace Portal.Traffic.Tests.Protocols.Dhcp;

public sealed class DhcpAgainstZeekTests(ITestOutputHelper output)
{
    [Fact]
    public void Dhcp_rows_of_the_corpus_are_Zeeks() =>
        new ZeekComparison(output).Hold(DhcpRecord.Table, rows: 72, share: 0.97);
}
