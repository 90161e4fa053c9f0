namespace Portal.Traffic.Packets;

/// <summary>Questions about control bits.</summary>
public static class TcpFlagsExtensions
{
    /// <summary>Whether any of <paramref name="bits"/> is set.</summary>
    public static bool Has(this TcpFlags flags, TcpFlags bits) => (flags & bits) != TcpFlags.None;
}
