using System.Globalization;
using System.Text;

namespace Portal.Traffic;

/// <summary>
/// A cursor over DER elements (X.690 §10) with the sticky error of <see cref="ByteReader"/>. It goes no deeper by itself:
/// who wants an inner element makes a reader of its content, so the depth is that of the code. Indefinite lengths and tags
/// of more than one byte occur in none of the protocols here and fail; a length in more bytes than it needs is read, since
/// Microsoft's LDAP writes so.
/// </summary>
internal ref struct DerReader(ReadOnlySpan<byte> bytes)
{
    public const int Boolean = 0x01;
    public const int Integer = 0x02;
    public const int BitString = 0x03;
    public const int OctetString = 0x04;
    public const int ObjectIdentifier = 0x06;
    public const int Enumerated = 0x0A;
    public const int UtcTime = 0x17;
    public const int GeneralizedTime = 0x18;
    public const int GeneralString = 0x1B;
    public const int Sequence = 0x30;
    public const int Set = 0x31;

    private const int LongTag = 0x1F;
    private const int MaxLengthBytes = 4; // no message is longer than 24 bits anyway

    private readonly ReadOnlySpan<byte> _bytes = bytes;
    private int _position;

    public bool Failed { get; private set; }

    public readonly bool IsAtEnd => _position >= _bytes.Length;

    public readonly int Position => _position;

    /// <summary>The next element's tag byte, 0 at the end.</summary>
    public readonly int NextTag => IsAtEnd ? 0 : _bytes[_position];

    /// <summary>The next element's content; fails if its tag is another.</summary>
    public ReadOnlySpan<byte> Read(int tag)
    {
        if (NextTag != tag)
        {
            Fail();
            return default;
        }
        return Read(out _, out _);
    }

    /// <summary>The next element's content if it has this tag, else nothing and the cursor stays.</summary>
    public ReadOnlySpan<byte> ReadOptional(int tag) => NextTag == tag ? Read(tag) : default;

    /// <param name="tag">The tag byte.</param>
    /// <param name="whole">The element with its tag and length.</param>
    public ReadOnlySpan<byte> Read(out int tag, out ReadOnlySpan<byte> whole)
    {
        whole = default;
        var reader = new ByteReader(_bytes[_position..]);
        tag = reader.ReadByte();
        int length = reader.ReadByte();
        if (length > 0x80)
        {
            var lengthBytes = reader.Take(length & 0x7F);
            length = lengthBytes.Length is > 0 and <= MaxLengthBytes ? Number(lengthBytes) : -1;
        }
        else if (length == 0x80)
        {
            length = -1;
        }
        var content = reader.Take(length);
        if (reader.Failed || (tag & LongTag) == LongTag)
        {
            Fail();
            return default;
        }
        whole = _bytes.Slice(_position, reader.Position);
        _position += reader.Position;
        return content;
    }

    /// <summary>Fails when an inner reader did.</summary>
    public void FailWith(bool hasInnerFailed)
    {
        if (hasInnerFailed)
        {
            Fail();
        }
    }

    /// <summary>An integer or enumeration of at most eight bytes; 0 and failed when it is none.</summary>
    public long ReadInteger(int tag = Integer)
    {
        var content = Read(tag);
        if (content.Length is 0 or > 8)
        {
            Fail();
            return 0;
        }
        long number = (sbyte)content[0];
        foreach (var value in content[1..])
        {
            number = (number << 8) | value;
        }
        return number;
    }

    /// <summary>An object identifier (X.690 §8.19): numbers of seven bits a byte, the first two of them in one.</summary>
    public static string Dotted(ReadOnlySpan<byte> content)
    {
        var text = new StringBuilder();
        ulong number = 0;
        foreach (var octet in content)
        {
            number = (number << 7) | (octet & 0x7Fu);
            if ((octet & 0x80) != 0)
            {
                continue;
            }
            if (text.Length == 0)
            {
                var first = Math.Min(number / 40, 2);
                text.Append(CultureInfo.InvariantCulture, $"{first}.{number - (first * 40)}");
            }
            else
            {
                text.Append(CultureInfo.InvariantCulture, $".{number}");
            }
            number = 0;
        }
        return text.ToString();
    }

    // Negative when the top bit is set: the caller's Take refuses it.
    private static int Number(ReadOnlySpan<byte> bytes)
    {
        var number = 0;
        foreach (var value in bytes)
        {
            number = (number << 8) | value;
        }
        return number;
    }

    private void Fail()
    {
        Failed = true;
        _position = _bytes.Length;
    }
}
