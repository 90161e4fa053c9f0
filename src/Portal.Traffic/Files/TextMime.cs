using System.Buffers;
using System.Text;

namespace Portal.Traffic.Files;

/// <summary>Tells kinds of text apart by how they begin, as Zeek's signatures do: markup, JSON, scripts, plain text.</summary>
internal static class TextMime
{
    private const int PlainTextBytes = 10;

    private static readonly SearchValues<byte> s_blank = SearchValues.Create(" \t\r\n"u8);

    private static readonly SearchValues<byte> s_plain = SearchValues.Create([
        .. " \t\r\n\v\f"u8,
        .. Enumerable.Range(0x20, 0x5F).Select(octet => (byte)octet),
    ]);

    /// <summary>Elements that markup may begin with, the strongest of equal beginnings first.</summary>
    private static readonly (string Tag, string MimeType, int Strength)[] s_elements =
    [
        ("<!doctype html", "text/html", 100),
        ("<html", "text/html", 100),
        ("<meta http-equiv", "text/html", 100),
        ("<rss", "text/rss", 90),
        ("<soap:envelope", "application/soap+xml", 49),
        ("<soap-env:envelope", "application/soap+xml", 49),
        ("<!doctype cross-domain-policy", "text/x-cross-domain-policy", 49),
        ("<cross-domain-policy", "text/x-cross-domain-policy", 49),
        ("<methodresponse>", "application/xml-rpc", 49),
        ("<svg", "image/svg+xml", 38),
        ("<urlset", "application/xml-sitemap", 37),
        ("<head", "text/html", 20),
        ("<title", "text/html", 20),
        ("<body", "text/html", 20),
    ];

    private static readonly (string Interpreter, string MimeType, int Strength)[] s_interpreters =
    [
        ("sh", "text/x-shellscript", 250),
        ("bash", "text/x-shellscript", 250),
        ("dash", "text/x-shellscript", 250),
        ("zsh", "text/x-shellscript", 250),
        ("ksh", "text/x-shellscript", 250),
        ("csh", "text/x-shellscript", 250),
        ("tcsh", "text/x-shellscript", 250),
        ("perl", "text/x-perl", 60),
        ("ruby", "text/x-ruby", 60),
        ("python", "text/x-python", 60),
        ("awk", "text/x-awk", 60),
        ("gawk", "text/x-awk", 60),
        ("nawk", "text/x-awk", 60),
        ("tcl", "text/x-tcl", 60),
        ("wish", "text/x-tcl", 60),
        ("php", "text/x-php", 60),
        ("node", "application/javascript", 60),
        ("lua", "text/x-lua", 49),
    ];

    private static readonly (string Header, int Strength)[] s_mail =
    [
        ("delivered-to:", 160),
        ("return-path:", 150),
        ("received:", 110),
        ("message-id:", 110),
        ("from:", 60),
    ];

    /// <summary>The kind of text and how sure that is; null when it does not look like text.</summary>
    public static (string MimeType, int Strength)? Judge(ReadOnlySpan<byte> head)
    {
        var text = SkipByteOrderMark(head);
        return Markup(text) ?? Script(text) ?? Mail(text) ?? Json(text) ?? Plain(head);
    }

    private static (string, int)? Markup(ReadOnlySpan<byte> text)
    {
        text = SkipBlanksAndComments(text);
        var isXml = StartsWith(text, "<?xml ");
        if (isXml)
        {
            var line = FirstLine(text);
            var end = line.LastIndexOf("?>"u8);
            text = end < 0 ? default : SkipBlanksAndComments(text[(end + 2)..]);
        }
        if (Atom(text))
        {
            return ("text/atom", 100);
        }
        foreach (var (tag, mimeType, strength) in s_elements)
        {
            if (StartsWithWords(text, tag) && (isXml || mimeType is not ("image/svg+xml" or "application/xml-sitemap")))
            {
                return (mimeType, strength);
            }
        }
        return isXml ? ("application/xml", 10) : null;
    }

    private static bool Atom(ReadOnlySpan<byte> text)
    {
        var end = text.IndexOf((byte)'>');
        var element = end < 0 ? text : text[..end];
        return (StartsWith(text, "<rss") && element.IndexOf("xmlns:atom"u8) > 0)
            || (StartsWith(text, "<feed") && element.IndexOf("http://www.w3.org/2005/Atom"u8) > 0);
    }

    private static (string, int)? Script(ReadOnlySpan<byte> text)
    {
        var line = FirstLine(text);
        if (line.StartsWith("#!"u8) && line.IndexOf("bin/"u8) is > 2 and < 18 and var bin)
        {
            var program = line[(bin + 4)..];
            program = program.StartsWith("env "u8) ? program[4..].TrimStart((byte)' ') : program;
            foreach (var (interpreter, mimeType, strength) in s_interpreters)
            {
                if (StartsWith(program, interpreter))
                {
                    return (mimeType, strength);
                }
            }
        }
        var code = text.TrimStart(" \t\r\n"u8);
        var isJavaScript =
            StartsWith(code, "for (;;);")
            || StartsWith(code, "document.write(")
            || StartsWith(code, "document.writeln(")
            || (StartsWith(text, "(function()") && text[11..].TrimStart(" \t\n"u8) is [(byte)'{', ..])
            || StartsWith(code, "<script type=\"text/javascript")
            || StartsWith(code, "<script type='text/javascript")
            || StartsWith(code, "<script language=\"javascript")
            || (
                StartsWith(code, "<script>")
                && code[8..].TrimStart(" \t\r\n"u8) is var body
                && (body.StartsWith("var "u8) || body.StartsWith("function "u8))
            );
        return isJavaScript ? ("application/javascript", 60)
            : line.IndexOf("<?php"u8) >= 0 ? ("text/x-php", 40)
            : null;
    }

    private static (string, int)? Mail(ReadOnlySpan<byte> text)
    {
        foreach (var (header, strength) in s_mail)
        {
            if (StartsWith(text, header))
            {
                return ("message/rfc822", strength);
            }
        }
        return null;
    }

    /// <summary>An object with a member, an array with an element, or an empty one of either that is all there is.</summary>
    private static (string, int)? Json(ReadOnlySpan<byte> text)
    {
        var rest = text.TrimStart(" \t\r\n"u8);
        if (rest.IsEmpty || rest[0] is not ((byte)'{' or (byte)'['))
        {
            return null;
        }
        var isObject = rest[0] == '{';
        rest = rest[1..].TrimStart(" \t\r\n"u8);
        if (rest is [(byte)'}' or (byte)']', ..])
        {
            return rest[1..].IndexOfAnyExcept(s_blank) < 0 ? ("text/json", 0) : null;
        }
        if (!isObject && rest is [(byte)'{' or (byte)'[', ..])
        {
            return ("text/json", 1);
        }
        var word = JsonWord(rest, isObject);
        var after = rest[word..].TrimStart(" \t\r\n"u8);
        var isJson =
            word > 0 && (isObject ? after is [(byte)':', ..] && BeginsValue(after[1..]) : after is [(byte)',', ..]);
        return isJson ? ("text/json", 1) : null;
    }

    /// <summary>The length of a string, of a name (as the key of an object) or of a number or boolean; 0 for none.</summary>
    private static int JsonWord(ReadOnlySpan<byte> text, bool isKey)
    {
        if (text is [(byte)'"', ..])
        {
            return text[1..].IndexOf((byte)'"') is > 0 and var quote ? quote + 2 : 0;
        }
        var end = 0;
        while (end < text.Length && (char.IsAsciiLetterOrDigit((char)text[end]) || text[end] is (byte)'_' or (byte)'.'))
        {
            end++;
        }
        var word = text[..end];
        var fits = isKey
            ? end > 0 && char.IsAsciiLetter((char)word[0])
            : end > 0
                && (char.IsAsciiDigit((char)word[0]) || word.SequenceEqual("true"u8) || word.SequenceEqual("false"u8));
        return fits ? end : 0;
    }

    private static bool BeginsValue(ReadOnlySpan<byte> text)
    {
        text = text.TrimStart(" \t\r\n"u8);
        return text is [(byte)'"' or (byte)'[' or (byte)'{' or (>= (byte)'0' and <= (byte)'9'), ..]
            || text.StartsWith("true"u8)
            || text.StartsWith("false"u8);
    }

    private static (string, int)? Plain(ReadOnlySpan<byte> head)
    {
        var text = SkipByteOrderMark(head);
        if (text.Length == head.Length && head is [0xFE, 0xFF, ..] or [0xFF, 0xFE, ..])
        {
            text = head[2..];
        }
        return text.Length >= PlainTextBytes && !text[..PlainTextBytes].ContainsAnyExcept(s_plain)
            ? ("text/plain", -20)
            : null;
    }

    private static ReadOnlySpan<byte> SkipByteOrderMark(ReadOnlySpan<byte> text) =>
        text.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]) ? text[3..] : text;

    private static ReadOnlySpan<byte> SkipBlanksAndComments(ReadOnlySpan<byte> text)
    {
        while (true)
        {
            text = text.TrimStart(" \t\r\n"u8);
            if (!text.StartsWith("<!--"u8) || FirstLine(text).LastIndexOf("-->"u8) is not (> 0 and var end))
            {
                return text;
            }
            text = text[(end + 3)..];
        }
    }

    private static ReadOnlySpan<byte> FirstLine(ReadOnlySpan<byte> text) =>
        text.IndexOf((byte)'\n') is >= 0 and var end ? text[..end] : text;

    private static bool StartsWith(ReadOnlySpan<byte> text, string word) =>
        text.Length >= word.Length && Ascii.EqualsIgnoreCase(text[..word.Length], word);

    /// <summary>Like <see cref="StartsWith"/>, where a blank stands for any number of them.</summary>
    private static bool StartsWithWords(ReadOnlySpan<byte> text, string words)
    {
        var blank = words.IndexOf(' ', StringComparison.Ordinal);
        return blank < 0
            ? StartsWith(text, words)
            : StartsWith(text, words[..(blank + 1)])
                && StartsWith(text[blank..].TrimStart((byte)' '), words[(blank + 1)..]);
    }
}
