using System.Buffers;

namespace Portal.Traffic.Protocols.Http;

/// <summary>Keeps one side's current frame for the packet tree, head and payload. Only made when somebody looks.</summary>
internal sealed class ShownHttp2Frame(FlowContext flow, Side side)
{
    /// <summary>Longer payloads are shown in part: a tree is no download.</summary>
    private const int MaxBytes = 256 << 10;

    private readonly ArrayBufferWriter<byte> _bytes = new();
    private bool _isHoled;

    /// <summary>The header block that the frame completes; null for none.</summary>
    public Http2Block? Block { get; set; }

    public void Append(ReadOnlySpan<byte> bytes) =>
        _bytes.Write(bytes[..Math.Clamp(MaxBytes - _bytes.WrittenCount, 0, bytes.Length)]);

    /// <summary>Bytes of the frame are missing: it is not shown.</summary>
    public void Lose() => _isHoled = true;

    /// <summary>The frame is whole.</summary>
    public void Show()
    {
        if (!_isHoled)
        {
            flow.Show(Http2Fields.Add, side, _bytes.WrittenSpan, Block);
        }
        _bytes.ResetWrittenCount();
        (_isHoled, Block) = (false, null);
    }
}
