namespace Portal.Fuzz.Engine;

/// <summary>Pseudo-random numbers (xorshift64*), the same on every machine for the same seed. Not for secrets.</summary>
public sealed class FuzzRandom
{
    private ulong _state;

    public FuzzRandom(ulong seed) => _state = (seed * 0x9E37_79B9_7F4A_7C15) | 1;

    /// <summary>A seed made of a name (FNV-1a), so that each target has its own row of numbers.</summary>
    public static ulong SeedOf(string name, ulong seed)
    {
        var hash = 0xCBF2_9CE4_8422_2325 ^ seed;
        foreach (var letter in name)
        {
            hash = (hash ^ letter) * 0x100_0000_01B3;
        }
        return hash;
    }

    public ulong Next()
    {
        _state ^= _state >> 12;
        _state ^= _state << 25;
        _state ^= _state >> 27;
        return _state * 0x2545_F491_4F6C_DD1D;
    }

    /// <summary>From 0 to <paramref name="end"/> - 1; <paramref name="end"/> is at least 1.</summary>
    public int Below(int end) => (int)(Next() % (uint)end);

    public bool OneIn(int count) => Below(count) == 0;

    /// <summary>Small numbers more often than large ones.</summary>
    public int Small(int end) => Below(1 + Below(Math.Max(1, end)));
}
