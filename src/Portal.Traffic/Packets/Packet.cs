namespace Portal.Traffic.Packets;

/// <summary>
/// One packet as <see cref="PacketDecoder"/> saw it: where each layer lies and what the addresses, ports and lengths are.
/// It points into the frame's bytes and owns nothing; it is filled again for every frame. With tunnels the network and
/// transport values are those of the innermost packet decoded so far.
/// </summary>
public ref struct Packet
{
    private PacketLayers _layers;

    /// <summary>The captured frame, or the IP datagram put together from fragments.</summary>
    public ReadOnlySpan<byte> Bytes { get; internal set; }

    /// <summary>
    /// Where the frame ended on the wire, as an offset in <see cref="Bytes"/>; beyond their end when the capture cut it.
    /// </summary>
    public int WireEnd { get; internal set; }

    public int LayerCount { get; private set; }

    /// <summary>The last anomaly; decoding stopped at it if <see cref="IsIp"/> or <see cref="HasTransport"/> is false.</summary>
    public PacketAnomaly Anomaly { get; internal set; }

    /// <summary>Registry of <see cref="UnknownProtocol"/>; None when the frame was understood to its end.</summary>
    public ProtocolSpace UnknownSpace { get; internal set; }

    /// <summary>The number of a protocol that is not decoded.</summary>
    public int UnknownProtocol { get; internal set; }

    /// <summary>Outermost VLAN identifier, 1 to 4094; 0 without a tag.</summary>
    public int VlanId { get; internal set; }

    /// <summary>Second VLAN identifier of a doubly tagged frame; 0 without one.</summary>
    public int InnerVlanId { get; internal set; }

    /// <summary>An ARP or RARP message.</summary>
    public bool IsArp { get; internal set; }

    /// <summary>An IP header was read; the values below are set.</summary>
    public bool IsIp { get; internal set; }

    /// <summary>4 or 6.</summary>
    public int IpVersion { get; internal set; }

    public int IpOffset { get; internal set; }

    /// <summary>Bytes of the IP header with options or extension headers.</summary>
    public int IpHeaderLength { get; internal set; }

    /// <summary>Bytes of the IP packet as its header says: 0 where segmentation offload left it empty.</summary>
    public int IpTotalLength { get; internal set; }

    public IpAddress Source { get; internal set; }

    /// <summary>The final destination where an IPv6 routing header names one.</summary>
    public IpAddress Destination { get; internal set; }

    /// <summary>IANA protocol number of what follows the IP headers.</summary>
    public byte IpProtocol { get; internal set; }

    /// <summary>Time to live, or hop limit.</summary>
    public byte HopLimit { get; internal set; }

    public uint IpIdentification { get; internal set; }

    public bool IsFragment { get; internal set; }

    /// <summary>Bytes before this fragment's payload in the datagram.</summary>
    public int FragmentOffset { get; internal set; }

    public bool HasMoreFragments { get; internal set; }

    public bool HasDontFragment { get; internal set; }

    /// <summary>A fragment of which the capture kept only a part: it cannot be put together with the others.</summary>
    public bool IsCutFragment { get; internal set; }

    /// <summary>The datagram was put together from fragments.</summary>
    public bool IsReassembled { get; internal set; }

    /// <summary>Ports, or the type of ICMP, could be read: the packet belongs to a flow.</summary>
    public bool HasTransport { get; internal set; }

    /// <summary>The whole transport header could be read; the values below are set.</summary>
    public bool HasWholeTransportHeader { get; internal set; }

    /// <summary>First byte after the IP headers.</summary>
    public int TransportOffset { get; internal set; }

    /// <summary>Source port; for ICMP the type.</summary>
    public ushort SourcePort { get; internal set; }

    /// <summary>Destination port; for ICMP the code.</summary>
    public ushort DestinationPort { get; internal set; }

    public uint TcpSequence { get; internal set; }

    public uint TcpAcknowledgment { get; internal set; }

    public TcpFlags TcpFlags { get; internal set; }

    /// <summary>As on the wire, unscaled.</summary>
    public ushort TcpWindow { get; internal set; }

    /// <summary>Length field of the UDP header.</summary>
    public ushort UdpLength { get; internal set; }

    /// <summary>First byte after the transport header.</summary>
    public int PayloadOffset { get; internal set; }

    /// <summary>Payload bytes on the wire by the IP header's length.</summary>
    public int PayloadLength { get; internal set; }

    /// <summary>The payload bytes that were captured.</summary>
    public readonly ReadOnlySpan<byte> Payload =>
        Bytes.Slice(PayloadOffset, Math.Min(PayloadLength, Bytes.Length - PayloadOffset));

    /// <summary>Bytes after the IP header, as far as captured and as the IP header says.</summary>
    public readonly ReadOnlySpan<byte> IpPayload =>
        Bytes[TransportOffset..Math.Min(Bytes.Length, TransportOffset + IpPayloadLength)];

    /// <summary>Bytes after the IP headers on the wire.</summary>
    public int IpPayloadLength { get; internal set; }

    /// <summary>TCP options, as far as captured.</summary>
    public readonly ReadOnlySpan<byte> TcpOptions => Bytes[(TransportOffset + TcpLayer.MinHeader)..PayloadOffset];

    /// <summary>The layer that comes next; what the decoder's loop works on.</summary>
    internal LayerKind Next { get; set; }

    /// <summary>Where the next layer begins.</summary>
    internal int Position { get; set; }

    internal readonly ReadOnlySpan<byte> Rest => Bytes[Position..];

    /// <exception cref="ArgumentOutOfRangeException">Not below <see cref="LayerCount"/>.</exception>
    public readonly PacketLayer Layer(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, LayerCount);
        return _layers[index];
    }

    internal void Begin(ReadOnlySpan<byte> bytes, int wireEnd, LayerKind first)
    {
        // The layers are not cleared: only the first LayerCount of them mean anything.
        LayerCount = 0;
        Bytes = bytes;
        WireEnd = wireEnd;
        Next = first;
        Position = 0;
        VlanId = 0;
        InnerVlanId = 0;
        IsReassembled = false;
        BeginNetwork();
    }

    /// <summary>Forgets what is known of the packet above the link layer.</summary>
    internal void BeginNetwork()
    {
        Anomaly = PacketAnomaly.None;
        UnknownSpace = ProtocolSpace.None;
        UnknownProtocol = 0;
        IsArp = false;
        IsIp = false;
        IpVersion = 0;
        IsFragment = false;
        IsCutFragment = false;
        HasTransport = false;
        HasWholeTransportHeader = false;
        PayloadOffset = 0;
        PayloadLength = 0;
        TransportOffset = 0;
        IpPayloadLength = 0;
    }

    /// <summary>Notes a layer and moves behind its header.</summary>
    internal void Advance(LayerKind kind, int headerLength, LayerKind next)
    {
        if (LayerCount == PacketLayers.MaxLayers)
        {
            Stop(PacketAnomaly.TooManyLayers);
            return;
        }
        _layers[LayerCount] = new PacketLayer(kind, Position, (ushort)Math.Min(headerLength, ushort.MaxValue));
        LayerCount++;
        Position += headerLength;
        Next = next;
    }

    /// <summary>As <see cref="Advance"/>, to what an EtherType announces.</summary>
    internal void AdvanceToEtherType(LayerKind kind, int headerLength, int etherType)
    {
        var next = EtherTypes.Layer(etherType);
        Advance(kind, headerLength, next);
        if (next == LayerKind.None)
        {
            StopAtUnknown(ProtocolSpace.EtherType, etherType);
        }
    }

    internal void Stop(PacketAnomaly anomaly)
    {
        Anomaly = anomaly;
        Next = LayerKind.None;
    }

    internal void StopAtUnknown(ProtocolSpace space, int number)
    {
        UnknownSpace = space;
        UnknownProtocol = number;
        Next = LayerKind.None;
    }
}
