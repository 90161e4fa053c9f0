using System.Buffers.Binary;
using Portal.Samples;
using Portal.Traffic.Captures;
using Portal.Traffic.Flows;
using Portal.Traffic.Packets;
using Portal.Traffic.Protocols;
using Portal.Traffic.Records;

namespace Portal.Traffic.Tests.Flows;

/// <summary>A wire between two hosts: sends raw IPv4 packets through an analyzer and keeps what it writes.</summary>
internal sealed class Wire
{
    public const uint A = 0x0A00_0001;
    public const uint B = 0xC000_0250;
    private const long Begin = 1_700_000_000L * UnixTime.NanosecondsPerSecond;
    private readonly TrafficAnalyzer _analyzer;
    private long _frame;
    private long _time = Begin;

    public Wire(params IProtocol[] protocols)
        : this(new TrafficAnalyzerOptions { Protocols = protocols }) { }

    public Wire(TrafficAnalyzerOptions options) => _analyzer = new TrafficAnalyzer(options, Records);

    public RecordCollector Records { get; } = new();

    public TrafficCounters Counters => _analyzer.Counters;

    public int OpenFlows => _analyzer.OpenFlows;

    public Wire Wait(double seconds)
    {
        _time += (long)(seconds * UnixTime.NanosecondsPerSecond);
        return this;
    }

    /// <summary>A TCP segment from A:40000 to B:<paramref name="port"/>.</summary>
    public Wire FromA(
        TcpFlags flags,
        uint sequence,
        uint acknowledgment,
        string data = "",
        int port = 80,
        ushort window = 1000
    ) => Send(6, A, B, Tcp(40000, port, flags, sequence, acknowledgment, data, window));

    /// <summary>A TCP segment from B:<paramref name="port"/> to A:40000.</summary>
    public Wire FromB(
        TcpFlags flags,
        uint sequence,
        uint acknowledgment,
        string data = "",
        int port = 80,
        ushort window = 1000
    ) => Send(6, B, A, Tcp(port, 40000, flags, sequence, acknowledgment, data, window));

    /// <summary>SYN, SYN-ACK and ACK; A begins at 100, B at 300.</summary>
    public Wire Handshake(int port = 80) =>
        FromA(TcpFlags.Syn, 100, 0, port: port)
            .FromB(TcpFlags.Syn | TcpFlags.Ack, 300, 101, port: port)
            .FromA(TcpFlags.Ack, 101, 301, port: port);

    public Wire Udp(uint source, int sourcePort, uint destination, int destinationPort, string data) =>
        Send(17, source, destination, UdpBytes(sourcePort, destinationPort, System.Text.Encoding.ASCII.GetBytes(data)));

    public Wire Icmp(uint source, uint destination, byte type, byte code) =>
        Send(1, source, destination, [type, code, 0, 0, 0, 1, 0, 1, 1, 2, 3, 4]);

    public Wire Send(byte protocol, uint source, uint destination, byte[] payload) =>
        SendRaw(Ipv4(protocol, source, destination, payload));

    /// <summary>A packet from its IP header on; a hundredth of a second passes.</summary>
    public Wire SendRaw(byte[] packet, uint? originalLength = null)
    {
        _analyzer.Process(++_frame, _time, LinkType.Raw, packet, originalLength ?? (uint)packet.Length);
        return Wait(0.01);
    }

    public IReadOnlyList<ConnRecord> Finish()
    {
        _analyzer.Finish();
        return Records.Of(ConnRecord.Table);
    }

    public ConnRecord Single() => Assert.Single(Finish());

    public static byte[] Ipv4(
        byte protocol,
        uint source,
        uint destination,
        byte[] payload,
        ushort identification = 1,
        ushort fragment = 0
    )
    {
        var packet = new byte[20 + payload.Length];
        packet[0] = 0x45;
        BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(2), (ushort)packet.Length);
        BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(4), identification);
        BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(6), fragment);
        packet[8] = 64;
        packet[9] = protocol;
        BinaryPrimitives.WriteUInt32BigEndian(packet.AsSpan(12), source);
        BinaryPrimitives.WriteUInt32BigEndian(packet.AsSpan(16), destination);
        payload.CopyTo(packet, 20);
        return packet;
    }

    public static byte[] UdpBytes(int sourcePort, int destinationPort, byte[] data)
    {
        var datagram = new byte[8 + data.Length];
        BinaryPrimitives.WriteUInt16BigEndian(datagram, (ushort)sourcePort);
        BinaryPrimitives.WriteUInt16BigEndian(datagram.AsSpan(2), (ushort)destinationPort);
        BinaryPrimitives.WriteUInt16BigEndian(datagram.AsSpan(4), (ushort)datagram.Length);
        data.CopyTo(datagram, 8);
        return datagram;
    }

    public static byte[] Tcp(
        int sourcePort,
        int destinationPort,
        TcpFlags flags,
        uint sequence,
        uint acknowledgment,
        string data,
        ushort window = 1000
    )
    {
        var segment = new byte[20 + data.Length];
        BinaryPrimitives.WriteUInt16BigEndian(segment, (ushort)sourcePort);
        BinaryPrimitives.WriteUInt16BigEndian(segment.AsSpan(2), (ushort)destinationPort);
        BinaryPrimitives.WriteUInt32BigEndian(segment.AsSpan(4), sequence);
        BinaryPrimitives.WriteUInt32BigEndian(segment.AsSpan(8), acknowledgment);
        segment[12] = 0x50;
        segment[13] = (byte)flags;
        BinaryPrimitives.WriteUInt16BigEndian(segment.AsSpan(14), window);
        System.Text.Encoding.ASCII.GetBytes(data).CopyTo(segment, 20);
        return segment;
    }
}
