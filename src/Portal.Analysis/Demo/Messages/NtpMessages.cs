using Portal.Analysis.Demo.Wire;

namespace Portal.Analysis.Demo.Messages;

/// <summary>NTP version 4 client and server messages (RFC 5905 §7.3).</summary>
internal static class NtpMessages
{
    /// <summary>Seconds from 1900 to 1970 (RFC 5905 §6).</summary>
    private const long EraOffset = 2_208_988_800;

    public static byte[] Client(long time) =>
        new WireWriter().U8(0x23).U8(0).U8(6).U8(0xEC).Zeros(36).Raw(Stamp(time)).ToArray();

    public static byte[] Server(long time) =>
        new WireWriter()
            .U8(0x24)
            .U8(2)
            .U8(6)
            .U8(0xE9)
            .U32(0x0000_0312)
            .U32(0x0000_0420)
            .Raw([192, 0, 2, 123])
            .Raw(Stamp(time - 512_000_000_000))
            .Raw(Stamp(time))
            .Raw(Stamp(time))
            .Raw(Stamp(time))
            .ToArray();

    private static byte[] Stamp(long time)
    {
        var (seconds, rest) = Math.DivRem(time, 1_000_000_000);
        return new WireWriter().U32((uint)(seconds + EraOffset)).U32((uint)((rest << 32) / 1_000_000_000)).ToArray();
    }
}
