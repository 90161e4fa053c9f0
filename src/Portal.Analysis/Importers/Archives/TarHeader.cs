using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace Portal.Analysis.Importers.Archives;

/// <summary>
/// A header block of a tar (POSIX.1-2017, pax, "ustar Interchange Format"): name (100 bytes), mode, owner and group (8 each),
/// size, time (12 each), checksum (8), type (1), link (100), magic and version (8), names (64), device (16), prefix (155).
/// </summary>
/// <param name="Name">With its prefix.</param>
/// <param name="Bytes">Of the content behind the header, without what fills its last block.</param>
/// <param name="Kind">The type's letter; 0 in old archives for a file.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct TarHeader(string Name, long Bytes, char Kind)
{
    public const int BlockBytes = 512;

    private const int NameBytes = 100;
    private const int SizeOffset = 124;
    private const int NumberBytes = 12;
    private const int ChecksumOffset = 148;
    private const int ChecksumBytes = 8;
    private const int KindOffset = 156;
    private const int MagicOffset = 257;
    private const int PrefixOffset = 345;
    private const int PrefixBytes = 155;

    /// <summary>A file's content; letter 7 is "contiguous", which nobody stores otherwise.</summary>
    public bool IsFile => Kind is '0' or '\0' or '7';

    /// <summary>False when the block's checksum or size is none.</summary>
    public static bool TryParse(ReadOnlySpan<byte> block, out TarHeader header)
    {
        header = default;
        if (
            !TryReadNumber(block.Slice(ChecksumOffset, ChecksumBytes), out var checksum)
            || checksum != Sum(block)
            || !TryReadNumber(block.Slice(SizeOffset, NumberBytes), out var size)
        )
        {
            return false;
        }
        var name = Text(block[..NameBytes]);
        // GNU's own format has times where POSIX has the prefix; its magic ends in a blank.
        var prefix = block.Slice(MagicOffset, 6).SequenceEqual("ustar\0"u8)
            ? Text(block.Slice(PrefixOffset, PrefixBytes))
            : "";
        header = new TarHeader(prefix.Length == 0 ? name : $"{prefix}/{name}", size, (char)block[KindOffset]);
        return true;
    }

    /// <summary>Up to the first zero.</summary>
    public static string Text(ReadOnlySpan<byte> field)
    {
        var end = field.IndexOf((byte)0);
        return Encoding.UTF8.GetString(end < 0 ? field : field[..end]);
    }

    /// <summary>Octal digits, or with the first bit set a binary number, as GNU tar writes large ones.</summary>
    private static bool TryReadNumber(ReadOnlySpan<byte> field, out long value)
    {
        value = 0;
        if (field[0] >= 0x80)
        {
            // A checksum, of eight bytes, needs none.
            var high = field[..Math.Max(0, field.Length - sizeof(long))];
            value = BinaryPrimitives.ReadInt64BigEndian(field[^sizeof(long)..]);
            return high is [0x80, .. var zeros] && zeros.TrimStart((byte)0).IsEmpty && value >= 0;
        }
        foreach (var digit in field.Trim(" \0"u8))
        {
            if (digit is < (byte)'0' or > (byte)'7')
            {
                return false;
            }
            value = (value << 3) | (uint)(digit - '0'); // twelve digits are 36 bits
        }
        return true;
    }

    /// <summary>All bytes, those of the checksum itself as blanks.</summary>
    private static long Sum(ReadOnlySpan<byte> block)
    {
        var sum = ChecksumBytes * (long)' ';
        for (var i = 0; i < block.Length; i++)
        {
            sum += i is >= ChecksumOffset and < ChecksumOffset + ChecksumBytes ? 0 : block[i];
        }
        return sum;
    }
}
