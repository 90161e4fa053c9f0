using Portal.Traffic.Records;

namespace Portal.Traffic.Tests.Protocols.Ntlm;

public sealed class NtlmAgainstZeekTests(ITestOutputHelper output)
{
    [Fact]
    public void Ntlm_rows_of_the_corpus_are_Zeeks() =>
        new ZeekComparison(output).Hold(NtlmRecord.Table, rows: 36, share: 0.995);
}
