using System.Numerics;
using System.Runtime.InteropServices;
using SharpFuzz.Common;

namespace Portal.Fuzz.Engine;

/// <summary>
/// Which branches a run took, as code instrumented by SharpFuzz counts them: a byte for each pair of branches taken one after
/// the other, as in AFL. Without instrumented code nothing is ever new.
/// </summary>
internal sealed unsafe class Coverage
{
    private const int MapBytes = 1 << 16;

    private static readonly byte* s_map = Claim();

    /// <summary>For each pair, the ranges of counts that were seen, a bit each.</summary>
    private readonly byte[] _seen = new byte[MapBytes];

    /// <summary>Pairs of branches seen so far.</summary>
    public int Edges { get; private set; }

    /// <summary>Must come before the first instrumented method runs: it counts into this memory.</summary>
    public static void Prepare() => Trace.SharedMem = s_map;

    public static void Begin()
    {
        new Span<byte>(s_map, MapBytes).Clear();
        Trace.PrevLocation = 0;
    }

    /// <summary>The run since <see cref="Begin"/> went where, or as often as, none went before.</summary>
    public bool TakeNew()
    {
        var isNew = false;
        var words = (ulong*)s_map;
        for (var word = 0; word < MapBytes / sizeof(ulong); word++)
        {
            if (words[word] == 0)
            {
                continue;
            }
            for (var i = word * sizeof(ulong); i < (word + 1) * sizeof(ulong); i++)
            {
                var range = Range(s_map[i]);
                if ((range & ~_seen[i]) != 0)
                {
                    Edges += _seen[i] == 0 ? 1 : 0;
                    _seen[i] |= range;
                    isNew = true;
                }
            }
        }
        return isNew;
    }

    /// <summary>AFL's ranges: 1, 2, 3, 4 to 7, 8 to 15, 16 to 31, 32 to 127, more.</summary>
    private static byte Range(byte count) =>
        count switch
        {
            0 => 0,
            1 => 1,
            2 => 2,
            3 => 4,
            < 128 => (byte)(1 << Math.Min(6, BitOperations.Log2(count) + 1)),
            _ => 128,
        };

    private static byte* Claim() => (byte*)NativeMemory.AllocZeroed(MapBytes);
}
