namespace Portal.Traffic.Protocols.Irc;

/// <summary>
/// A line of IRC (RFC 2812 §2.3.1, with IRCv3 tags): <c>[@tags] [:prefix] COMMAND parameters</c>, as ranges of that line.
/// </summary>
public readonly record struct IrcMessage(Range Command, Range Parameters)
{
    private const int MaxCommandBytes = 20;

    /// <summary>Reads a line without its end; false when no command of letters or three digits is there.</summary>
    public static bool TryParse(ReadOnlySpan<byte> line, out IrcMessage message)
    {
        message = default;
        var at = 0;
        if (line is [(byte)'@', ..] && !SkipWord(line, ref at))
        {
            return false;
        }
        if (at < line.Length && line[at] == ':' && !SkipWord(line, ref at))
        {
            return false;
        }
        var start = at;
        while (at < line.Length && line[at] != ' ')
        {
            at++;
        }
        var word = line[start..at];
        var isNumber = word.Length == 3 && !word.ContainsAnyExceptInRange((byte)'0', (byte)'9');
        if (word.Length is 0 or > MaxCommandBytes || !(isNumber || IsLetters(word)))
        {
            return false;
        }
        var command = start..at;
        while (at < line.Length && line[at] == ' ')
        {
            at++;
        }
        message = new IrcMessage(command, at..line.Length);
        return true;
    }

    private static bool IsLetters(ReadOnlySpan<byte> word)
    {
        foreach (var letter in word)
        {
            if ((letter | 0x20) is not (>= 'a' and <= 'z'))
            {
                return false;
            }
        }
        return true;
    }

    private static bool SkipWord(ReadOnlySpan<byte> line, ref int at)
    {
        var blank = line[at..].IndexOf((byte)' ');
        if (blank < 0)
        {
            return false;
        }
        at += blank;
        while (at < line.Length && line[at] == ' ')
        {
            at++;
        }
        return true;
    }
}
