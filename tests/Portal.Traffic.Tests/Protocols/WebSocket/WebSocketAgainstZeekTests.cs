using Portal.Traffic.Records;

namespace Portal.Traffic.Tests.Protocols.WebSocket;

public sealed class WebSocketAgainstZeekTests(ITestOutputHelper output)
{
    [Fact]
    public void WebSocket_rows_of_the_corpus_are_Zeeks() =>
        new ZeekComparison(output).Hold(WebSocketRecord.Table, rows: 4, share: 0.999);
}
