using System.Net;
using System.Net.NetworkInformation;
using PacketDotNet;

namespace Portal.Traffic.Tests.Packets;

/// <summary>Frames built by PacketDotNet, and by hand where it cannot.</summary>
internal static class Frames
{
    public static readonly IPAddress Client = IPAddress.Parse("10.0.0.1");
    public static readonly IPAddress Server = IPAddress.Parse("192.0.2.80");
    public static readonly IPAddress Client6 = IPAddress.Parse("2001:db8::1");
    public static readonly IPAddress Server6 = IPAddress.Parse("2001:db8::80");

    public static byte[] Tcp(byte[] payload, IPAddress? source = null, IPAddress? destination = null)
    {
        var tcp = new TcpPacket(40000, 80)
        {
            SequenceNumber = 1000,
            AcknowledgmentNumber = 2000,
            Acknowledgment = true,
            Push = true,
            WindowSize = 512,
            PayloadData = payload,
        };
        return Ethernet(Ip(source ?? Client, destination ?? Server, tcp));
    }

    public static byte[] Udp(byte[] payload) =>
        Ethernet(Ip(Client, Server, new UdpPacket(5353, 53) { PayloadData = payload }));

    public static byte[] Ethernet(IPPacket ip)
    {
        var ethernet = new EthernetPacket(
            PhysicalAddress.Parse("02-00-00-00-00-01"),
            PhysicalAddress.Parse("02-00-00-00-00-02"),
            ip is IPv6Packet ? EthernetType.IPv6 : EthernetType.IPv4
        )
        {
            PayloadPacket = ip,
        };
        return ethernet.Bytes;
    }

    public static IPPacket Ip(IPAddress source, IPAddress destination, TransportPacket transport)
    {
        IPPacket ip =
            source.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6
                ? new IPv6Packet(source, destination)
                : new IPv4Packet(source, destination);
        ip.PayloadPacket = transport;
        ip.UpdateCalculatedValues();
        if (ip is IPv4Packet version4)
        {
            version4.TotalLength = version4.HeaderLength * 4 + transport.Bytes.Length;
        }
        return ip;
    }

    /// <summary>The IP packet of a frame, with other bytes in front of it.</summary>
    public static byte[] Relink(byte[] ethernetFrame, params byte[] link) => [.. link, .. ethernetFrame[14..]];
}
