using Portal.Traffic.Records;

namespace Portal.Traffic.Tests.Protocols.Dns;

public sealed class DnsAgainstZeekTests(ITestOutputHelper output)
{
    [Fact]
    public void Dns_rows_of_the_corpus_are_Zeeks() =>
        new ZeekComparison(output).Hold(DnsRecord.Table, rows: 2931, share: 0.995);
}
