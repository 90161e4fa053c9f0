using System.Numerics;

namespace Portal.Traffic.Flows;

/// <summary>
/// Identifiers that look like Zeek's (<c>C</c> and 96 bits in base 62) and are the same on every run over the same
/// capture: they follow from the endpoints, the start time and the first frame.
/// </summary>
internal static class FlowUid
{
    private const string Digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    /// <summary>96 bits need 17 digits of base 62.</summary>
    private const int Length = 17;

    public static string Of(FlowKey key, FrameStamp start)
    {
        var ports = ((ulong)key.Protocol << 32) | ((ulong)key.FirstPort << 16) | key.SecondPort;
        var high = Mix(Mix(key.First.High, key.First.Low), Mix(key.Second.High, key.Second.Low));
        var low = Mix(ports ^ high, (ulong)start.Time);
        high = Mix(high ^ low, (ulong)start.Number);
        low = Mix(low ^ high, ports);
        return Encode(new UInt128(high, low) >> 32);
    }

    /// <summary>Half of a 128-bit product: every input bit reaches every output bit.</summary>
    private static ulong Mix(ulong a, ulong b)
    {
        var high = Math.BigMul(a ^ 0x9E37_79B9_7F4A_7C15, b ^ 0xE703_7ED1_A0B4_28DB, out var low);
        return high ^ low ^ BitOperations.RotateLeft(a + b, 29);
    }

    private static string Encode(UInt128 value)
    {
        Span<char> text = stackalloc char[Length + 1];
        text[0] = 'C';
        for (var i = Length; i > 0; i--)
        {
            (value, var digit) = UInt128.DivRem(value, 62);
            text[i] = Digits[(int)digit];
        }
        return new string(text);
    }
}
