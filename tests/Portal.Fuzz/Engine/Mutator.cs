using System.Buffers.Binary;

namespace Portal.Fuzz.Engine;

/// <summary>Damages bytes in the ways in which broken and hostile senders do: bits, counts, lengths, pieces too many or too few.</summary>
internal sealed class Mutator(FuzzRandom random, int maxBytes)
{
    private const int MostChanges = 6;
    private const int LongestPiece = 64;

    /// <summary>Ends of ranges, where counts and offsets go wrong.</summary>
    private static readonly long[] s_edges =
    [
        0,
        1,
        2,
        3,
        4,
        7,
        8,
        15,
        16,
        31,
        32,
        63,
        64,
        100,
        127,
        128,
        129,
        254,
        255,
        256,
        257,
        512,
        1023,
        1024,
        4096,
        0x7FFE,
        0x7FFF,
        0x8000,
        0x8001,
        0xFFFE,
        0xFFFF,
        0x10000,
        0xFF_FFFF,
        0x7FFF_FFFE,
        0x7FFF_FFFF,
        0x8000_0000,
        0xFFFF_FFFE,
        0xFFFF_FFFF,
        long.MaxValue,
        long.MinValue,
        -1,
    ];

    private readonly byte[] _bytes = new byte[maxBytes];
    private int _length;

    /// <summary>A damaged copy of <paramref name="source"/>, perhaps with pieces of <paramref name="other"/>; lives until the next call.</summary>
    public ReadOnlySpan<byte> Mutate(ReadOnlySpan<byte> source, ReadOnlySpan<byte> other)
    {
        _length = Math.Min(source.Length, maxBytes);
        source[.._length].CopyTo(_bytes);
        for (var changes = 1 + random.Small(MostChanges); changes > 0; changes--)
        {
            Change(other);
        }
        return _bytes.AsSpan(0, _length);
    }

    private void Change(ReadOnlySpan<byte> other)
    {
        if (_length == 0)
        {
            Insert(0, other[..Math.Min(other.Length, maxBytes)]);
            return;
        }
        var place = random.Below(_length);
        switch (random.Below(12))
        {
            case 0:
            case 1:
                _bytes[place] ^= (byte)(1 << random.Below(8));
                break;
            case 2:
                _bytes[place] = (byte)random.Next();
                break;
            case 3:
            case 4:
                _bytes[place] = (byte)s_edges[random.Below(s_edges.Length)];
                break;
            case 5:
                WriteNumber(place, s_edges[random.Below(s_edges.Length)]);
                break;
            case 6:
                _bytes[place] += (byte)(random.OneIn(2) ? 1 + random.Small(16) : -1 - random.Small(16));
                break;
            case 7:
                Remove(place, 1 + random.Small(_length - place));
                break;
            case 8:
                _length = place; // cut off here
                break;
            case 9:
                Repeat(place);
                break;
            case 10:
                Overwrite(place, Piece(other));
                break;
            default:
                Insert(place, Piece(other));
                break;
        }
    }

    private void WriteNumber(int place, long value)
    {
        var number = _bytes.AsSpan(place, Math.Min(1 << random.Below(4), _length - place));
        Span<byte> all = stackalloc byte[8];
        if (random.OneIn(3))
        {
            BinaryPrimitives.WriteInt64LittleEndian(all, value);
            all[..number.Length].CopyTo(number);
        }
        else
        {
            BinaryPrimitives.WriteInt64BigEndian(all, value);
            all[^number.Length..].CopyTo(number);
        }
    }

    private ReadOnlySpan<byte> Piece(ReadOnlySpan<byte> other)
    {
        if (other.IsEmpty)
        {
            return default;
        }
        var start = random.Below(other.Length);
        var longest = random.OneIn(4) ? other.Length - start : Math.Min(LongestPiece, other.Length - start);
        return other.Slice(start, 1 + random.Below(longest));
    }

    private void Repeat(int place)
    {
        Span<byte> piece = stackalloc byte[LongestPiece];
        piece = piece[..Math.Min(1 + random.Below(LongestPiece), _length - place)];
        _bytes.AsSpan(place, piece.Length).CopyTo(piece);
        for (var times = 1 + random.Small(16); times > 0; times--)
        {
            Insert(place, piece);
        }
    }

    private void Overwrite(int place, ReadOnlySpan<byte> piece) =>
        piece[..Math.Min(piece.Length, _length - place)].CopyTo(_bytes.AsSpan(place));

    private void Insert(int place, ReadOnlySpan<byte> piece)
    {
        piece = piece[..Math.Min(piece.Length, maxBytes - _length)];
        _bytes.AsSpan(place, _length - place).CopyTo(_bytes.AsSpan(place + piece.Length));
        piece.CopyTo(_bytes.AsSpan(place));
        _length += piece.Length;
    }

    private void Remove(int place, int count)
    {
        _bytes.AsSpan(place + count, _length - place - count).CopyTo(_bytes.AsSpan(place));
        _length -= count;
    }
}
