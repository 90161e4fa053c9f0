using System.Buffers.Binary;

namespace Portal.Traffic.Captures;

/// <summary>One block of LZ4 (lz4_Block_format.md): sequences of a token, literals and a match in what was already unpacked.</summary>
internal static class Lz4Block
{
    /// <summary>Unpacks behind <paramref name="start"/>, where matches may reach before it; returns the new end.</summary>
    /// <exception cref="InvalidDataException">The block makes no sense or does not fit.</exception>
    public static int Unpack(ReadOnlySpan<byte> block, Span<byte> output, int start)
    {
        var (from, to) = (0, start);
        while (from < block.Length)
        {
            var token = block[from++];
            var literals = Length(block, ref from, token >> 4);
            if (literals > block.Length - from || literals > output.Length - to)
            {
                throw Broken();
            }
            block.Slice(from, literals).CopyTo(output[to..]);
            from += literals;
            to += literals;
            if (from == block.Length)
            {
                return to; // the last sequence has no match
            }

            if (block.Length - from < 2)
            {
                throw Broken();
            }
            int distance = BinaryPrimitives.ReadUInt16LittleEndian(block[from..]);
            from += 2;
            var length = Length(block, ref from, token & 15) + 4;
            if (distance == 0 || distance > to || length > output.Length - to)
            {
                throw Broken();
            }
            Repeat(output, to, distance, length);
            to += length;
        }
        return to;
    }

    /// <summary>Four bits; 15 means that bytes follow that add up, the last being under 255.</summary>
    private static int Length(ReadOnlySpan<byte> block, ref int from, int length)
    {
        if (length < 15)
        {
            return length;
        }
        byte more;
        do
        {
            if (from == block.Length)
            {
                throw Broken();
            }
            more = block[from++];
            length += more; // a block has at most 4 MiB, so this cannot overflow
        } while (more == 255);
        return length;
    }

    /// <summary>Copies what lies <paramref name="distance"/> back; a match longer than that repeats itself.</summary>
    private static void Repeat(Span<byte> output, int to, int distance, int length)
    {
        while (length > 0)
        {
            var step = Math.Min(length, distance);
            output.Slice(to - distance, step).CopyTo(output[to..]);
            to += step;
            length -= step;
            distance += step;
        }
    }

    private static InvalidDataException Broken() => new("a broken LZ4 block");
}
