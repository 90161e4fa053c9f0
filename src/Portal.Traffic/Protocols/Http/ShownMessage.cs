using System.Buffers;

namespace Portal.Traffic.Protocols.Http;

/// <summary>Keeps one side's current message for the packet tree, head and body. Only made when somebody looks.</summary>
internal sealed class ShownMessage(FlowContext flow, Side side)
{
    /// <summary>Longer bodies are shown in part: a tree is no download.</summary>
    private const int MaxBytes = 256 << 10;

    private readonly ArrayBufferWriter<byte> _bytes = new();

    public void Begin(ReadOnlySpan<byte> line)
    {
        _bytes.ResetWrittenCount();
        Append(line);
        Append("\r\n"u8);
    }

    public void Append(ReadOnlySpan<byte> bytes) =>
        _bytes.Write(bytes[..Math.Clamp(MaxBytes - _bytes.WrittenCount, 0, bytes.Length)]);

    public void Show()
    {
        if (_bytes.WrittenCount > 0)
        {
            flow.Show(HttpFields.Add, side, _bytes.WrittenSpan);
        }
        _bytes.ResetWrittenCount();
    }
}
