using System.Buffers;
using System.Text;

namespace Portal.Cli;

/// <summary>Values of fields on a line of their own: tabs and line ends separate fields and frames.</summary>
internal static class PrintedValue
{
    private static readonly SearchValues<char> s_controls = SearchValues.Create([
        .. Enumerable.Range(0, 0xA0).Select(code => (char)code).Where(char.IsControl),
    ]);

    /// <summary>
    /// <c>\b \f \n \r \t</c> as tshark prints them. Other control characters too (<c>\x1b</c>) where a terminal would obey
    /// them; tshark leaves them, so for a program they stay.
    /// </summary>
    public static string Of(string text, bool isForTerminal)
    {
        if (!text.AsSpan().ContainsAny(s_controls))
        {
            return text;
        }
        var printed = new StringBuilder(text.Length + 8);
        foreach (var letter in text)
        {
            _ = letter switch
            {
                '\b' => printed.Append(@"\b"),
                '\f' => printed.Append(@"\f"),
                '\n' => printed.Append(@"\n"),
                '\r' => printed.Append(@"\r"),
                '\t' => printed.Append(@"\t"),
                _ when isForTerminal && char.IsControl(letter) => printed.Append($"\\x{(int)letter:x2}"),
                _ => printed.Append(letter),
            };
        }
        return printed.ToString();
    }
}
