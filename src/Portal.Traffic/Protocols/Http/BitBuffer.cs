using System.Buffers.Binary;

namespace Portal.Traffic.Protocols.Http;

/// <summary>Up to 64 bits that were taken from the input, the next one lowest, as DEFLATE packs them (RFC 1951 §3.1.1).</summary>
internal struct BitBuffer
{
    /// <summary>Bits above <see cref="Count"/> are zero.</summary>
    public ulong Value { get; private set; }

    public int Count { get; private set; }

    /// <summary>Takes input until 48 bits are there, or as many as there are.</summary>
    public void Fill(ref ReadOnlySpan<byte> input)
    {
        if (Count < 48 && input.Length >= sizeof(ulong))
        {
            var whole = (63 - Count) >> 3;
            Value |= BinaryPrimitives.ReadUInt64LittleEndian(input) << Count;
            Count += whole * 8;
            Value &= (1UL << Count) - 1;
            input = input[whole..];
            return;
        }
        while (Count <= 56 && !input.IsEmpty)
        {
            Value |= (ulong)input[0] << Count;
            Count += 8;
            input = input[1..];
        }
    }

    public readonly int Peek(int skip, int count) => (int)((Value >> skip) & ((1UL << count) - 1));

    public void Drop(int count)
    {
        Value >>= count;
        Count -= count;
    }

    /// <summary>Takes up to 48 bits, of which the low 32 are told; false, with nothing taken, when they are not there.</summary>
    public bool Take(int count, out int value)
    {
        value = (int)(Value & ((1UL << count) - 1));
        if (Count < count)
        {
            return false;
        }
        Drop(count);
        return true;
    }
}
