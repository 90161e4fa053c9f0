using PacketDotNet;
using PacketDotNet.Utils;

namespace Portal.Analysis.Demo.Wire;

/// <summary>Builds Ethernet frames with correct lengths and checksums.</summary>
internal static class Frames
{
    /// <summary>Maximum segment size 1460, window scale 8, selective acknowledgment permitted (RFC 9293 §3.2, RFC 7323, RFC 2018).</summary>
    private static readonly byte[] s_synOptions = [2, 4, 0x05, 0xb4, 1, 3, 3, 8, 1, 1, 4, 2];

    public static byte[] Tcp(Station from, Station to, TcpHeader header, ReadOnlySpan<byte> payload)
    {
        // A header with options has to exist at its full length before the fields are set.
        var bytes = new byte[header.Syn ? 32 : 20];
        bytes[12] = (byte)(bytes.Length / 4 << 4);
        s_synOptions.AsSpan(0, bytes.Length - 20).CopyTo(bytes.AsSpan(20));
        var segment = new TcpPacket(new ByteArraySegment(bytes))
        {
            SourcePort = header.SourcePort,
            DestinationPort = header.DestinationPort,
            SequenceNumber = header.Sequence,
            AcknowledgmentNumber = header.Acknowledgment,
            WindowSize = header.Window,
            Synchronize = header.Syn,
            Acknowledgment = header.Ack,
            Push = header.Push,
            Finished = header.Fin,
            Reset = header.Reset,
        };
        segment.PayloadData = payload.ToArray();
        var ip = Ip(from, to, segment, header.Identification);
        segment.UpdateTcpChecksum();
        return Ethernet(from, to, ip);
    }

    public static byte[] Udp(
        Station from,
        Station to,
        ushort sourcePort,
        ushort destinationPort,
        ReadOnlySpan<byte> payload,
        ushort identification
    )
    {
        var datagram = new UdpPacket(sourcePort, destinationPort) { PayloadData = payload.ToArray() };
        var ip = Ip(from, to, datagram, identification);
        datagram.UpdateCalculatedValues();
        datagram.UpdateUdpChecksum();
        return Ethernet(from, to, ip);
    }

    private static IPv4Packet Ip(Station from, Station to, Packet transport, ushort identification)
    {
        var ip = new IPv4Packet(from.Address, to.Address)
        {
            TimeToLive = from.TimeToLive,
            Id = identification,
            FragmentFlags = 2, // do not fragment
            PayloadPacket = transport,
        };
        ip.UpdateCalculatedValues();
        ip.UpdateIPChecksum();
        return ip;
    }

    private static byte[] Ethernet(Station from, Station to, IPv4Packet ip)
    {
        var frame = new EthernetPacket(from.Hardware, to.Hardware, EthernetType.IPv4) { PayloadPacket = ip };
        var bytes = frame.Bytes;
        // Ethernet pads to 60 bytes before the checksum (IEEE 802.3 §4.2.3.3).
        return bytes.Length >= 60 ? bytes : [.. bytes, .. new byte[60 - bytes.Length]];
    }
}
