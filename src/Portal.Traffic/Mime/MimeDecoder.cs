using System.Buffers.Text;

namespace Portal.Traffic.Mime;

/// <summary>Undoes the transfer encoding of one body line by line. What comes out goes to a <see cref="MimeOutput"/>.</summary>
internal sealed class MimeDecoder
{
    private const byte NoDigit = 0xFF;
    private static readonly byte[] s_digits = Digits();

    private bool _owesLineEnd;
    private int _bits;
    private int _bitCount;

    /// <param name="piece">A line without its end, or a part of one.</param>
    /// <param name="isEnd">The line ends here.</param>
    public void Line(MimeEncoding encoding, ReadOnlySpan<byte> piece, bool isEnd, MimeOutput output)
    {
        switch (encoding)
        {
            case MimeEncoding.Base64:
                Base64Line(piece, output);
                break;
            case MimeEncoding.QuotedPrintable:
                // As Zeek: here the line end before a delimiter stays in the content, so that digests of bodies agree.
                if (!QuotedLine(piece, isEnd, output) && isEnd)
                {
                    output.Add("\r\n"u8);
                }
                break;
            default:
                PayLineEnd(output);
                output.Add(piece);
                _owesLineEnd = isEnd;
                break;
        }
    }

    /// <summary>The body is over. The line end before a delimiter belongs to the delimiter (RFC 2046 §5.1.1).</summary>
    public void End(bool isBeforeDelimiter, MimeOutput output)
    {
        if (!isBeforeDelimiter)
        {
            PayLineEnd(output);
        }
        _owesLineEnd = false;
    }

    internal static bool TryReadHex(ReadOnlySpan<byte> text, out byte octet)
    {
        octet = 0;
        return text.Length >= 2 && Utf8Parser.TryParse(text[..2], out octet, out var used, 'x') && used == 2;
    }

    private void PayLineEnd(MimeOutput output)
    {
        if (_owesLineEnd)
        {
            output.Add("\r\n"u8);
            _owesLineEnd = false;
        }
    }

    /// <summary>RFC 2045 §6.8: what is no digit is passed over; padding ends a group.</summary>
    private void Base64Line(ReadOnlySpan<byte> piece, MimeOutput output)
    {
        foreach (var letter in piece)
        {
            var digit = s_digits[letter];
            if (digit == NoDigit)
            {
                if (letter == '=')
                {
                    (_bits, _bitCount) = (0, 0);
                }
                continue;
            }
            _bits = _bits << 6 | digit;
            _bitCount += 6;
            if (_bitCount >= 8)
            {
                _bitCount -= 8;
                output.Add((byte)(_bits >> _bitCount));
                _bits &= (1 << _bitCount) - 1;
            }
        }
    }

    /// <summary>RFC 2045 §6.7; true when the line goes on in the next one. A broken escape stays as it is.</summary>
    private static bool QuotedLine(ReadOnlySpan<byte> piece, bool isEnd, MimeOutput output)
    {
        var line = isEnd ? piece.TrimEnd(" \t"u8) : piece;
        for (var i = 0; i < line.Length; i++)
        {
            if (line[i] != '=')
            {
                output.Add(line[i]);
            }
            else if (TryReadHex(line[(i + 1)..], out var octet))
            {
                output.Add(octet);
                i += 2;
            }
            else if (i == line.Length - 1 && isEnd)
            {
                return true;
            }
            else
            {
                output.Add(line[i]);
            }
        }
        return false;
    }

    private static byte[] Digits()
    {
        var digits = new byte[256];
        Array.Fill(digits, NoDigit);
        var alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        for (var i = 0; i < alphabet.Length; i++)
        {
            digits[alphabet[i]] = (byte)i;
        }
        return digits;
    }
}
