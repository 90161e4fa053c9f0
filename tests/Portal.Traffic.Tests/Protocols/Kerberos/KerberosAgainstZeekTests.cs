using Portal.Traffic.Records;

namespace Portal.Traffic.Tests.Protocols.Kerberos;

public sealed class KerberosAgainstZeekTests(ITestOutputHelper output)
{
    [Fact]
    public void Kerberos_rows_of_the_corpus_are_Zeeks() =>
        new ZeekComparison(output).Hold(KerberosRecord.Table, rows: 311, share: 0.995);
}
