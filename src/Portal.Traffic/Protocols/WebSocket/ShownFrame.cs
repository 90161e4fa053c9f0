using System.Buffers;

namespace Portal.Traffic.Protocols.WebSocket;

/// <summary>Keeps one side's current frame for the packet tree, head and payload. Only made when somebody looks.</summary>
internal sealed class ShownFrame(FlowContext flow, Side side)
{
    /// <summary>Longer payloads are shown in part: a tree is no download.</summary>
    private const int MaxBytes = 256 << 10;

    private readonly ArrayBufferWriter<byte> _bytes = new();

    public void Begin(ReadOnlySpan<byte> head)
    {
        _bytes.ResetWrittenCount();
        _bytes.Write(head);
    }

    public void Append(ReadOnlySpan<byte> payload) =>
        _bytes.Write(payload[..Math.Clamp(MaxBytes - _bytes.WrittenCount, 0, payload.Length)]);

    public void Show() => flow.Show(WebSocketFields.Add, side, _bytes.WrittenSpan);
}
