namespace Portal.Cases.Paging;

/// <summary>Text that a person searches for, made literal for SQL's <c>LIKE … ESCAPE '\'</c>.</summary>
public static class LikePattern
{
    public static string Escape(string text) =>
        text.Replace("\\", "\\\\", StringComparison.Ordinal)
            .Replace("%", "\\%", StringComparison.Ordinal)
            .Replace("_", "\\_", StringComparison.Ordinal);
}
