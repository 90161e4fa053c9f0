namespace Portal.Traffic.Protocols.Ftp;

/// <summary>The server's current directory as far as the session tells it; <c>.</c> stands for where it began.</summary>
internal static class FtpPath
{
    public const string Unknown = ".";

    /// <summary>RFC 959 has no limit; Linux and Windows servers end at 4096 and 32,767.</summary>
    private const int MaxLength = 4096;

    /// <summary>The path of a name seen from a directory, with <c>..</c> and doubled slashes taken out.</summary>
    public static string Join(string directory, string name)
    {
        var path = name is ['/', ..] ? name : $"{directory}/{name}";
        if (path.Length > MaxLength)
        {
            path = path[..MaxLength];
        }
        var isRooted = path is ['/', ..];
        var kept = new List<string>();
        foreach (var part in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (part == ".." && kept.Count > 0 && kept[^1] != "..")
            {
                kept.RemoveAt(kept.Count - 1);
            }
            else if (part != "." || (kept.Count == 0 && !isRooted))
            {
                kept.Add(part);
            }
        }
        return (isRooted ? "/" : "") + string.Join('/', kept);
    }

    /// <summary>The quoted name of reply 257 (RFC 959, appendix II), where a quote inside is doubled; null without one.</summary>
    public static string? Quoted(string text)
    {
        var first = text.IndexOf('"', StringComparison.Ordinal);
        var last = text.LastIndexOf('"');
        return last > first ? text[(first + 1)..last].Replace("\"\"", "\"", StringComparison.Ordinal) : null;
    }
}
