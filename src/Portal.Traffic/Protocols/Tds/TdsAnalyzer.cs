using System.Buffers;
using System.Buffers.Binary;

namespace Portal.Traffic.Protocols.Tds;

/// <summary>Names the protocol; for the packet tree it cuts the streams into packets and puts messages together.</summary>
internal sealed class TdsAnalyzer : IFlowAnalyzer
{
    /// <summary>Longer messages, which are bulk data and large results, are shown in part.</summary>
    private const int MaxMessageBytes = 256 << 10;

    private readonly FlowContext _flow;
    private readonly HeadedStream[]? _streams;
    private readonly ArrayBufferWriter<byte>[] _bodies = [new(), new()];
    private uint _version = TdsMessage.DefaultVersion;

    public TdsAnalyzer(FlowContext flow)
    {
        _flow = flow;
        _streams = flow.IsShown ? [new(TdsHeader.MaxPacketBytes), new(TdsHeader.MaxPacketBytes)] : null;
        flow.Confirm("tds");
    }

    public void OnData(Side side, ReadOnlySpan<byte> bytes, FrameStamp frame)
    {
        if (_streams?[(int)side] is not { } stream)
        {
            return;
        }
        while (stream.TryNext(ref bytes, TdsHeader.Bytes, Length, out var packet))
        {
            OnPacket(side, packet);
        }
    }

    public void OnGap(Side side, long bytes, FrameStamp frame)
    {
        // What is behind the hole may be the end of another message.
        _bodies[(int)side].ResetWrittenCount();
        _streams?[(int)side].Gap(bytes);
    }

    public void OnEnd(Side side, FrameStamp frame) { }

    public void OnDone() { }

    private static int? Length(ReadOnlySpan<byte> head) =>
        TdsHeader.TryParse(head, out var header) ? header.Length : null;

    private void OnPacket(Side side, ReadOnlySpan<byte> packet)
    {
        if (!TdsHeader.TryParse(packet, out var header))
        {
            return;
        }
        var body = packet[TdsHeader.Bytes..];
        var held = _bodies[(int)side];
        if (!header.EndsMessage)
        {
            held.Write(body[..Math.Clamp(MaxMessageBytes - held.WrittenCount, 0, body.Length)]);
            _flow.Show(TdsFields.Add, side, packet, new TdsMessage(null, IsWhole: false, _version));
            return;
        }
        byte[]? joined = null;
        if (held.WrittenCount > 0)
        {
            held.Write(body[..Math.Clamp(MaxMessageBytes - held.WrittenCount, 0, body.Length)]);
            joined = held.WrittenSpan.ToArray();
            held.ResetWrittenCount();
        }
        NoteVersion(header.Type, joined ?? body);
        _flow.Show(TdsFields.Add, side, packet, new TdsMessage(joined, IsWhole: true, _version));
    }

    /// <summary>§2.2.6.4: the client's login asks for a version; §2.2.7.14: the server's answer sets it.</summary>
    private void NoteVersion(byte type, ReadOnlySpan<byte> body)
    {
        const int versionOffset = 4;
        if (type == TdsHeader.Login7 && body.Length >= versionOffset + 4)
        {
            _version = BinaryPrimitives.ReadUInt32LittleEndian(body[versionOffset..]);
        }
        else if (type == TdsHeader.Response)
        {
            _version = TdsTokenFields.LoginVersion(body) ?? _version;
        }
    }
}
