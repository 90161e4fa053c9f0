using Portal.Fuzz.Engine;
using Portal.Fuzz.Seeds;

namespace Portal.Fuzz.Targets;

/// <summary>A reader that takes the bytes as they are.</summary>
public sealed class BytesTarget(
    string name,
    Func<CorpusSeeds, IEnumerable<byte[]>> seeds,
    BytesTarget.Reader run,
    long maxAllocatedBytes = 8 << 20,
    double weight = 1
) : FuzzTarget(name)
{
    public delegate void Reader(ReadOnlySpan<byte> input);

    public override long MaxAllocatedBytes => maxAllocatedBytes;

    public override double Weight => weight;

    public override IEnumerable<byte[]> Seeds(CorpusSeeds corpus) => seeds(corpus).DefaultIfEmpty([0]);

    public override void Run(ReadOnlySpan<byte> input) => run(input);
}
