using System.Buffers;
using Portal.Traffic.Fields;

namespace Portal.Traffic.Protocols.Quic;

/// <summary>Keeps what the packet tree shows besides a packet's own bytes. Only made when somebody looks.</summary>
internal sealed class ShownPackets(FlowContext flow)
{
    private readonly ArrayBufferWriter<byte>[] _handshakes = [new(), new()];
    private readonly int[] _identifiers = [-1, -1];
    private QuicOpening _opening;
    private byte[]? _frames;
    private byte[] _messages = [];
    private MessageFields? _fields;

    /// <summary>The packet that is shown next was opened.</summary>
    public void Open(in QuicOpening opening, ReadOnlySpan<byte> frames) =>
        (_opening, _frames) = (opening, frames.ToArray());

    /// <summary>Handshake bytes that the packet which is shown next brought.</summary>
    /// <param name="side">Whose.</param>
    /// <param name="news">In order.</param>
    /// <param name="fields">Of whole messages.</param>
    public void Append(Side side, ReadOnlySpan<byte> news, MessageFields fields)
    {
        _fields = fields;
        var pending = _handshakes[(int)side];
        pending.Write(news);
        var whole = WholeLength(pending.WrittenSpan);
        if (whole > 0)
        {
            _messages = [.. _messages, .. pending.WrittenSpan[..whole]];
            var rest = pending.WrittenSpan[whole..].ToArray();
            pending.ResetWrittenCount();
            pending.Write(rest);
        }
    }

    /// <summary>Both sides begin anew.</summary>
    public void Forget()
    {
        foreach (var pending in _handshakes)
        {
            pending.ResetWrittenCount();
        }
    }

    public void Show(Side side, in QuicPacket packet)
    {
        if (packet.IsLong && packet.Type is not (QuicPacketType.Retry or QuicPacketType.VersionNegotiation))
        {
            // The other side writes this one's identifier into short headers, without its length.
            _identifiers[1 - (int)side] = packet.Source.Length;
        }
        var state = new QuicPacketState(
            _frames is null ? null : _opening,
            _frames,
            _messages,
            _identifiers[(int)side],
            _fields,
            side
        );
        flow.Show(QuicFields.Add, side, packet.Whole, state);
        (_frames, _messages) = (null, []);
    }

    /// <summary>How many of the bytes are whole messages: a type, a length in three bytes, so many more (RFC 8446 §4).</summary>
    private static int WholeLength(ReadOnlySpan<byte> bytes)
    {
        const int Header = 4;
        var whole = 0;
        while (bytes.Length - whole >= Header)
        {
            var rest = bytes[whole..];
            var length = Header + ((rest[1] << 16) | (rest[2] << 8) | rest[3]);
            if (length > rest.Length)
            {
                break;
            }
            whole += length;
        }
        return whole;
    }
}
