namespace Portal.Traffic.Protocols.Tls;

/// <summary>Reserved numbers that clients mix in so that servers keep ignoring what they do not know (RFC 8701 §2).</summary>
internal static class Grease
{
    /// <summary>0x0A0A, 0x1A1A, … 0xFAFA.</summary>
    public static bool Is(ushort value) => (value & 0x0F0F) == 0x0A0A && value >> 8 == (value & 0xFF);
}
