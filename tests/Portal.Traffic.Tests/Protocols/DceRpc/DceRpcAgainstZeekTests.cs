using Portal.Traffic.Records;

namespace Portal.Traffic.Tests.Protocols.DceRpc;

public sealed class DceRpcAgainstZeekTests(ITestOutputHelper output)
{
    [Fact]
    public void Calls_of_the_corpus_are_Zeeks() =>
        new ZeekComparison(output).Hold(DceRpcRecord.Table, rows: 1976, share: 0.995);
}
