namespace Portal.Analysis.Indicators;

/// <summary>Writes values so that no program turns them into a link, and reads such values back.</summary>
public static class Defang
{
    /// <summary><c>http://evil.example</c> becomes <c>hxxp://evil[.]example</c>.</summary>
    public static string Apply(string value)
    {
        var text = value.StartsWith("http", StringComparison.OrdinalIgnoreCase)
            ? string.Concat("hxxp", value.AsSpan(4))
            : value;
        return text.Replace(".", "[.]", StringComparison.Ordinal).Replace("@", "[@]", StringComparison.Ordinal);
    }

    /// <summary>Undoes the usual ways of writing: <c>[.]</c>, <c>(.)</c>, <c>[dot]</c>, <c>hxxp</c>, <c>[:]</c>, <c>[@]</c>.</summary>
    public static string Undo(string value)
    {
        var text = value
            .Replace("[.]", ".", StringComparison.Ordinal)
            .Replace("(.)", ".", StringComparison.Ordinal)
            .Replace("[dot]", ".", StringComparison.OrdinalIgnoreCase)
            .Replace("[:]", ":", StringComparison.Ordinal)
            .Replace("[@]", "@", StringComparison.Ordinal)
            .Replace("[at]", "@", StringComparison.OrdinalIgnoreCase);
        return text.StartsWith("hxxp", StringComparison.OrdinalIgnoreCase)
            ? string.Concat("http", text.AsSpan(4))
            : text;
    }
}
