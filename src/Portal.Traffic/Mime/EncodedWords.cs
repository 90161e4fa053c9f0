using System.Buffers;
using System.Buffers.Text;
using System.Text;
using Portal.Traffic.Records;

namespace Portal.Traffic.Mime;

/// <summary>Undoes <c>=?charset?B?text?=</c> and <c>=?charset?Q?text?=</c> (RFC 2047) in the names of files.</summary>
internal static class EncodedWords
{
    public static string Decode(ReadOnlySpan<byte> text)
    {
        if (text.IndexOf("=?"u8) < 0)
        {
            return ZeekText.Decode(text);
        }
        var result = new StringBuilder();
        var isAfterWord = false;
        while (!text.IsEmpty)
        {
            var start = text.IndexOf("=?"u8);
            if (start < 0 || !TryReadWord(text[start..], out var word, out var length))
            {
                var plain = start < 0 ? text.Length : start + 2;
                result.Append(ZeekText.Decode(text[..plain]));
                text = text[plain..];
                isAfterWord = false;
                continue;
            }
            // Blanks between two encoded words belong to neither (§6.2).
            if (!isAfterWord || !text[..start].Trim(" \t"u8).IsEmpty)
            {
                result.Append(ZeekText.Decode(text[..start]));
            }
            result.Append(word);
            text = text[(start + length)..];
            isAfterWord = true;
        }
        return result.ToString();
    }

    private static bool TryReadWord(ReadOnlySpan<byte> text, out string word, out int length)
    {
        (word, length) = ("", 0);
        var charsetEnd = text[2..].IndexOf((byte)'?');
        if (charsetEnd < 1 || text.Length < charsetEnd + 5 || text[charsetEnd + 4] != '?')
        {
            return false;
        }
        var encoding = text[charsetEnd + 3] | 0x20;
        var body = text[(charsetEnd + 5)..];
        var end = body.IndexOf("?="u8);
        if (end < 0)
        {
            return false;
        }
        var bytes = encoding switch
        {
            'b' => Base64Bytes(body[..end]),
            'q' => QuotedBytes(body[..end]),
            _ => null,
        };
        if (bytes is null)
        {
            return false;
        }
        var charset = text.Slice(2, charsetEnd);
        var isLatin = Ascii.EqualsIgnoreCase(charset, "iso-8859-1") || Ascii.EqualsIgnoreCase(charset, "windows-1252");
        word = ZeekText.Decode(isLatin ? Encoding.UTF8.GetBytes(Encoding.Latin1.GetString(bytes)) : bytes);
        length = charsetEnd + 5 + end + 2;
        return true;
    }

    private static byte[]? Base64Bytes(ReadOnlySpan<byte> text)
    {
        var bytes = new byte[Base64.GetMaxDecodedFromUtf8Length(text.Length)];
        return Base64.DecodeFromUtf8(text, bytes, out _, out var written) == OperationStatus.Done
            ? bytes[..written]
            : null;
    }

    private static byte[] QuotedBytes(ReadOnlySpan<byte> text)
    {
        var result = new List<byte>(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '_')
            {
                result.Add((byte)' ');
            }
            else if (text[i] == '=' && MimeDecoder.TryReadHex(text[(i + 1)..], out var octet))
            {
                result.Add(octet);
                i += 2;
            }
            else
            {
                result.Add(text[i]);
            }
        }
        return [.. result];
    }
}
