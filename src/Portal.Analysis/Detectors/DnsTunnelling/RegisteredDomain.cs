namespace Portal.Analysis.Detectors.DnsTunnelling;

/// <summary>
/// The part of a name that somebody registered: the last two labels, or three below a suffix of two labels (a short list
/// after the Public Suffix List; suffixes that it lacks join their customers, which shows as more clients).
/// </summary>
public static class RegisteredDomain
{
    private static readonly Lazy<HashSet<string>> s_suffixes = new(() =>
        [.. EmbeddedLines.Read("second-level-suffixes.tsv")]
    );

    /// <summary>Null for a name of one label and for a suffix itself. Expects lower case without the final dot.</summary>
    public static string? Of(string name)
    {
        var last = name.LastIndexOf('.');
        if (last <= 0 || last == name.Length - 1)
        {
            return null;
        }
        if (name.EndsWith(".in-addr.arpa", StringComparison.Ordinal))
        {
            return "in-addr.arpa";
        }
        if (name.EndsWith(".ip6.arpa", StringComparison.Ordinal))
        {
            return "ip6.arpa";
        }
        var second = name.LastIndexOf('.', last - 1);
        if (!s_suffixes.Value.Contains(name[(second + 1)..]))
        {
            return name[(second + 1)..];
        }
        return second <= 0 ? null : name[(name.LastIndexOf('.', second - 1) + 1)..];
    }
}
