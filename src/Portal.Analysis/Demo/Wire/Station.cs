using System.Net;
using System.Net.NetworkInformation;

namespace Portal.Analysis.Demo.Wire;

/// <summary>A machine of the demo network, or one outside it, which is seen behind the gateway's hardware address.</summary>
internal sealed record Station(string Name, IPAddress Address, PhysicalAddress Hardware, byte TimeToLive)
{
    private static readonly PhysicalAddress s_gateway = new([0x00, 0x1b, 0x54, 0x0a, 0x01, 0x01]);

    public static Station Inside(string name, string address)
    {
        var ip = IPAddress.Parse(address);
        var bytes = ip.GetAddressBytes();
        return new(name, ip, new PhysicalAddress([0x00, 0x0c, 0x29, bytes[1], bytes[2], bytes[3]]), 128);
    }

    public static Station Outside(string name, string address) => new(name, IPAddress.Parse(address), s_gateway, 52);
}
