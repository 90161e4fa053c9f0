using Portal.Analysis.Demo.Wire;

namespace Portal.Analysis.Demo.Messages;

/// <summary>How a remote desktop session begins before TLS (MS-RDPBCGR §2.2.1.1 and §2.2.1.2).</summary>
internal static class RdpMessages
{
    public static byte[] ConnectionRequest(string user) =>
        Packet(0xE0, new WireWriter().Ascii($"Cookie: mstshash={user}\r\n").U8(1).U8(0).U16Little(8).U32Little(3));

    public static byte[] ConnectionConfirm() => Packet(0xD0, new WireWriter().U8(2).U8(0).U16Little(8).U32Little(1));

    private static byte[] Packet(int code, WireWriter data) =>
        new WireWriter()
            .U8(3)
            .U8(0)
            .U16(4 + 7 + data.Length)
            .U8(6 + data.Length)
            .U8(code)
            .U16(0)
            .U16(code == 0xE0 ? 0 : 0x1234)
            .U8(0)
            .Raw(data.ToArray())
            .ToArray();
}
