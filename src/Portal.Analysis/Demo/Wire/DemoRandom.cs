using System.Buffers.Binary;
using System.Numerics;

namespace Portal.Analysis.Demo.Wire;

/// <summary>
/// A seeded generator whose sequence never changes with the runtime (xoshiro256**, Blackman and Vigna 2018, seeded by
/// splitmix64), so that the demo incident is the same everywhere.
/// </summary>
internal sealed class DemoRandom
{
    private readonly ulong[] _state = new ulong[4];

    public DemoRandom(ulong seed)
    {
        for (var i = 0; i < _state.Length; i++)
        {
            seed += 0x9E3779B97F4A7C15;
            var mixed = (seed ^ (seed >> 30)) * 0xBF58476D1CE4E5B9;
            mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
            _state[i] = mixed ^ (mixed >> 31);
        }
    }

    public ulong NextUInt64()
    {
        var result = BitOperations.RotateLeft(_state[1] * 5, 7) * 9;
        var shifted = _state[1] << 17;
        _state[2] ^= _state[0];
        _state[3] ^= _state[1];
        _state[1] ^= _state[2];
        _state[0] ^= _state[3];
        _state[2] ^= shifted;
        _state[3] = BitOperations.RotateLeft(_state[3], 45);
        return result;
    }

    /// <summary>From <paramref name="low"/> up to but without <paramref name="high"/>.</summary>
    public int Next(int low, int high) => low + (int)(NextUInt64() % (ulong)(high - low));

    /// <summary>From 0 up to but without 1.</summary>
    public double NextDouble() => (NextUInt64() >> 11) * (1.0 / (1UL << 53));

    public double Between(double low, double high) => low + NextDouble() * (high - low);

    /// <summary>Waiting time of a Poisson process with this mean.</summary>
    public double Exponential(double mean) => -Math.Log(1 - NextDouble()) * mean;

    public byte[] Bytes(int count)
    {
        var bytes = new byte[count];
        var at = 0;
        for (; at + 8 <= count; at += 8)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(at), NextUInt64());
        }
        for (; at < count; at++)
        {
            bytes[at] = (byte)NextUInt64();
        }
        return bytes;
    }

    public T Pick<T>(IReadOnlyList<T> choices) => choices[Next(0, choices.Count)];
}
