namespace Portal.Traffic.Protocols.BitTorrent;

/// <summary>Names the protocol; for the packet tree it cuts the streams of two peers into messages (BEP 3).</summary>
internal sealed class BitTorrentAnalyzer : IFlowAnalyzer
{
    /// <summary><c>13 "BitTorrent protocol" reserved(8) hash(20) peer(20)</c>.</summary>
    public const int HandshakeBytes = 68;

    private const int LengthBytes = 4;

    /// <summary>Blocks have 16 KiB; a field of bits for the largest torrents has some 100 KiB.</summary>
    private const int MaxMessageBytes = 1 << 20;

    /// <summary>What is shown of a message.</summary>
    private const int MaxShownBytes = 64 << 10;

    private readonly FlowContext _flow;
    private readonly HeadedStream[]? _handshakes;
    private readonly HeadedStream[]? _messages;
    private readonly bool[] _isGreeted = new bool[2];

    public BitTorrentAnalyzer(FlowContext flow)
    {
        _flow = flow;
        if (flow.IsShown)
        {
            _handshakes = [new(HandshakeBytes), new(HandshakeBytes)];
            _messages = [new(MaxShownBytes), new(MaxShownBytes)];
        }
        flow.Confirm("bittorrent");
    }

    public void OnData(Side side, ReadOnlySpan<byte> bytes, FrameStamp frame)
    {
        if (_handshakes is null || _messages is null)
        {
            return;
        }
        if (!_isGreeted[(int)side])
        {
            if (
                !_handshakes[(int)side].TryNext(ref bytes, HandshakeBytes, static _ => HandshakeBytes, out var greeting)
            )
            {
                return;
            }
            _isGreeted[(int)side] = true;
            _flow.Show(BitTorrentFields.AddHandshake, side, greeting);
        }
        while (_messages[(int)side].TryNext(ref bytes, LengthBytes, Length, out var message))
        {
            _flow.Show(BitTorrentFields.AddMessage, side, message);
        }
    }

    public void OnGap(Side side, long bytes, FrameStamp frame) =>
        (_isGreeted[(int)side] ? _messages : _handshakes)?[(int)side].Gap(bytes);

    public void OnEnd(Side side, FrameStamp frame) { }

    public void OnDone() { }

    private static int? Length(ReadOnlySpan<byte> head)
    {
        var length = System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(head);
        return length <= MaxMessageBytes ? LengthBytes + (int)length : null;
    }
}
