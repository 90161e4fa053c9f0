namespace Portal.Web.Components.Values;

/// <summary>Addresses, names and URLs in a form that no program turns into a link: <c>hxxps://evil[.]example</c>.</summary>
public static class DefangedText
{
    public static string Of(string value)
    {
        var text = value;
        if (
            text.StartsWith("http", StringComparison.OrdinalIgnoreCase)
            && text.Contains("://", StringComparison.Ordinal)
        )
        {
            text = string.Concat("hxxp", text.AsSpan(4));
        }
        var scheme = text.IndexOf("://", StringComparison.Ordinal);
        var start = scheme < 0 ? 0 : scheme + 3;
        var end = text.IndexOfAny(['/', '?', '#'], start);
        end = end < 0 ? text.Length : end;
        var host = text[start..end];
        host =
            host.Contains(':', StringComparison.Ordinal) && !host.Contains('.', StringComparison.Ordinal)
                ? host.Replace(":", "[:]", StringComparison.Ordinal)
                : host.Replace(".", "[.]", StringComparison.Ordinal);
        host = host.Replace("@", "[@]", StringComparison.Ordinal);
        return string.Concat(
            scheme < 0 ? "" : text[..start].Replace("://", "[://]", StringComparison.Ordinal),
            host,
            text[end..]
        );
    }
}
