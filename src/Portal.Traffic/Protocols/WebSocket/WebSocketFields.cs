using Portal.Traffic.Fields;

namespace Portal.Traffic.Protocols.WebSocket;

/// <summary>One frame (RFC 6455 §5.2). What is masked is not unmasked here.</summary>
internal static class WebSocketFields
{
    private const int Close = 8;

    public static void Add(FieldTree tree, in FieldMessage message)
    {
        var bytes = message.Bytes;
        if (bytes.Length < 2)
        {
            return;
        }
        var block = new FieldBlock(tree, message.At, bytes, isLittleEndian: false);
        var opcode = bytes[0] & 0x0F;
        var headBytes = WebSocketFrameHeader.LengthOf(bytes[1]);
        var isMasked = (bytes[1] & 0x80) != 0;
        tree.Protocol = "WebSocket";
        tree.Info =
            $"WebSocket {Name(opcode)}{((bytes[0] & 0x80) != 0 ? " [FIN]" : "")}{(isMasked ? " [MASKED]" : "")}";
        tree.BeginProtocol("websocket", "WebSocket", message.At, headBytes, message.End);
        block.Flag("websocket.fin", "Fin", 0, 1, 0x80);
        tree.Hex("websocket.rsv", "Reserved", (bytes[0] >> 4) & 7, 2, message.At, 1);
        tree.Named("websocket.opcode", "Opcode", Name(opcode), opcode, message.At, 1);
        block.Flag("websocket.mask", "Mask", 1, 1, 0x80);
        switch (block.Bits("websocket.payload_length", "Payload length", 1, 1, 0x7F))
        {
            case 126:
                block.Number("websocket.payload_length_ext_16", "Extended Payload length (16 bits)", 2, 2);
                break;
            case 127:
                block.Number("websocket.payload_length_ext_64", "Extended Payload length (64 bits)", 2, 8);
                break;
            default:
                break;
        }
        if (isMasked)
        {
            block.Raw(FieldKind.Bytes, "websocket.masking_key", "Masking-Key", headBytes - 4, 4);
        }
        var payload = block.From(headBytes);
        if (payload.Length > 0)
        {
            tree.Note(
                $"{(isMasked ? "Masked payload" : "Payload")}: {payload.Length} bytes",
                payload.At,
                payload.Length
            );
            if (opcode == Close && !isMasked)
            {
                payload.Number("websocket.payload.close.status_code", "Status code", 0, 2);
            }
        }
        tree.End();
    }

    private static string Name(int opcode) =>
        opcode switch
        {
            0 => "Continuation",
            1 => "Text",
            2 => "Binary",
            Close => "Connection Close",
            9 => "Ping",
            10 => "Pong",
            _ => "Unknown",
        };
}
