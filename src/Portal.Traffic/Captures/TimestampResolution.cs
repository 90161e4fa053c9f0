namespace Portal.Traffic.Captures;

/// <summary>
/// pcapng's <c>if_tsresol</c>: a tick is 10^-n seconds, or 2^-n seconds where the top bit is set (§4.2).
/// </summary>
public readonly record struct TimestampResolution(byte Value)
{
    public static TimestampResolution Microseconds { get; } = new(6);

    public static TimestampResolution Nanoseconds { get; } = new(9);

    private int Exponent => Value & 0x7F;

    private bool IsBinary => (Value & 0x80) != 0;

    /// <summary>Nanoseconds of that many ticks plus whole seconds, cut to int64; false if they do not fit and were cut.</summary>
    public bool TryToNanoseconds(ulong ticks, long offsetSeconds, out long nanoseconds)
    {
        if (Value == 6 && offsetSeconds == 0 && ticks < long.MaxValue / 1000)
        {
            nanoseconds = (long)ticks * 1000;
            return true;
        }
        var exact = Scale(ticks) + ((Int128)offsetSeconds * UnixTime.NanosecondsPerSecond);
        nanoseconds = (long)Int128.Clamp(exact, long.MinValue, long.MaxValue);
        return exact == nanoseconds;
    }

    private Int128 Scale(ulong ticks)
    {
        if (IsBinary)
        {
            // A shift by 64 or more leaves less than a nanosecond of any 64-bit count only from 94 on; Int128 holds all of it.
            return ((Int128)ticks * UnixTime.NanosecondsPerSecond) >> Math.Min(Exponent, 126);
        }
        return Exponent <= 9 ? (Int128)ticks * Power(9 - Exponent)
            : Exponent - 9 > 19 ? Int128.Zero // 10^20 is more than any 64-bit count
            : (Int128)ticks / Power(Exponent - 9);
    }

    private static Int128 Power(int exponent)
    {
        var power = Int128.One;
        for (var i = 0; i < exponent; i++)
        {
            power *= 10;
        }
        return power;
    }
}
