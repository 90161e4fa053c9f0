using System.Globalization;
using System.Text;

namespace Portal.Traffic.Filters;

/// <summary>Cuts a filter into words, strings, slices and signs.</summary>
internal static class FilterLexer
{
    /// <summary>Longest first, so that no sign hides a longer one.</summary>
    private static readonly string[] s_signs =
    [
        "===",
        "!==",
        "==",
        "!=",
        "~=",
        ">=",
        "<=",
        "&&",
        "||",
        "..",
        ">",
        "<",
        "!",
        "~",
        "&",
        "(",
        ")",
        "{",
        "}",
        ",",
    ];

    public static List<Token> Read(string text)
    {
        var tokens = new List<Token>();
        var at = 0;
        while (at < text.Length)
        {
            var start = at;
            if (char.IsWhiteSpace(text[at]))
            {
                at++;
            }
            else if (text[at] is '"' or '\'')
            {
                tokens.Add(new Token(TokenKind.Text, ReadText(text, ref at, isRaw: false), start + 1));
            }
            else if (text[at] is 'r' or 'R' && at + 1 < text.Length && text[at + 1] == '"')
            {
                at++;
                tokens.Add(new Token(TokenKind.Text, ReadText(text, ref at, isRaw: true), start + 1));
            }
            else if (text[at] == '[')
            {
                var end = text.IndexOf(']', at);
                if (end < 0)
                {
                    throw new FilterException(start + 1, "the slice has no closing bracket");
                }
                tokens.Add(new Token(TokenKind.Slice, text[(at + 1)..end], start + 1));
                at = end + 1;
            }
            else if (
                Array.Find(s_signs, sign => string.CompareOrdinal(text, start, sign, 0, sign.Length) == 0) is { } sign
            )
            {
                tokens.Add(new Token(TokenKind.Sign, sign, start + 1));
                at += sign.Length;
            }
            else
            {
                tokens.Add(new Token(TokenKind.Word, ReadWord(text, ref at), start + 1));
            }
        }
        tokens.Add(new Token(TokenKind.End, "", text.Length + 1));
        return tokens;
    }

    /// <summary>Two dots end a word: they stand between the ends of a range.</summary>
    private static string ReadWord(string text, ref int at)
    {
        var start = at;
        while (
            at < text.Length
            && (char.IsLetterOrDigit(text[at]) || text[at] is '_' or '.' or ':' or '-' or '/' or '+' or '@')
            && string.CompareOrdinal(text, at, "..", 0, 2) != 0
        )
        {
            at++;
        }
        return at > start
            ? text[start..at]
            : throw new FilterException(start + 1, $"'{text[start]}' means nothing here");
    }

    private static string ReadText(string text, ref int at, bool isRaw)
    {
        var (start, quote) = (at, text[at]);
        var result = new StringBuilder();
        for (at++; at < text.Length; at++)
        {
            if (text[at] == quote)
            {
                at++;
                return result.ToString();
            }
            if (text[at] != '\\' || at + 1 == text.Length)
            {
                result.Append(text[at]);
            }
            else if (isRaw)
            {
                result.Append(text[at]).Append(text[++at]);
            }
            else
            {
                at++;
                Escape(text, ref at, result);
            }
        }
        throw new FilterException(start + 1, "the string has no closing quote");
    }

    /// <summary>
    /// An escape that is none (<c>\.</c>) keeps its backslash: hand-books write regular expressions so, and Wireshark's
    /// doubled form means the same.
    /// </summary>
    private static void Escape(string text, ref int at, StringBuilder result)
    {
        switch (text[at])
        {
            case '"' or '\'' or '\\':
                result.Append(text[at]);
                break;
            case 'n':
                result.Append('\n');
                break;
            case 'r':
                result.Append('\r');
                break;
            case 't':
                result.Append('\t');
                break;
            case 'x'
                when at + 2 < text.Length
                    && byte.TryParse(
                        text.AsSpan(at + 1, 2),
                        NumberStyles.AllowHexSpecifier,
                        CultureInfo.InvariantCulture,
                        out var octet
                    ):
                result.Append((char)octet);
                at += 2;
                break;
            default:
                result.Append('\\').Append(text[at]);
                break;
        }
    }
}
