using Portal.Traffic.Tests.Fields;

namespace Portal.Traffic.Tests.Protocols.WebSocket;

/// <summary>What tshark prints of frames is what the fields print.</summary>
public sealed class WebSocketFieldsTests
{
    [Theory]
    [InlineData("http/websocket.pcap")]
    [InlineData("http/jupyter-websocket.pcap")]
    public Task Frames(string capture) =>
        AgainstTshark.EqualAsync(
            capture,
            [
                "websocket.fin",
                "websocket.rsv",
                "websocket.opcode",
                "websocket.mask",
                "websocket.payload_length",
                "websocket.payload_length_ext_16",
                "websocket.masking_key",
            ]
        );
}
