using Portal.Fuzz.Seeds;

namespace Portal.Fuzz.Engine;

/// <summary>One reader of bytes. Whatever the bytes are, it must neither throw, nor take long, nor allocate without measure.</summary>
public abstract class FuzzTarget(string name)
{
    /// <summary>For example <c>protocol/dns</c>: what stands before the stroke groups the targets.</summary>
    public string Name { get; } = name;

    /// <summary>Longest input that is tried: enough for every branch, short enough for thousands of runs a second.</summary>
    public virtual int MaxBytes => 16 * 1024;

    /// <summary>
    /// What one run may allocate. Readers keep copies, records and tables; several hundred times the input is more than
    /// any of them needs.
    /// </summary>
    public virtual long MaxAllocatedBytes => 8 << 20;

    /// <summary>Its share of the executions: less for those of which one run takes a millisecond.</summary>
    public virtual double Weight => 1;

    /// <summary>Good inputs to begin with, out of the captures of the corpus; at least one.</summary>
    public abstract IEnumerable<byte[]> Seeds(CorpusSeeds corpus);

    /// <summary>Reads the bytes; an exception is a fault.</summary>
    public abstract void Run(ReadOnlySpan<byte> input);
}
