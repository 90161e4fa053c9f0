namespace Portal.Web.Components.Values;

/// <summary>Counts for people: exact to 99,999, then three digits with k, M or G.</summary>
public static class CountText
{
    public static string Of(long count) =>
        Math.Abs((double)count) switch
        {
            < 100_000 => $"{count:N0}",
            < 999_500 => $"{ByteText.Significant(count / 1e3)} k",
            < 999_500_000 => $"{ByteText.Significant(count / 1e6)} M",
            _ => $"{ByteText.Significant(count / 1e9)} G",
        };

    /// <summary>With its noun in the right number: <c>1 frame</c>, <c>3 frames</c>.</summary>
    public static string Of(long count, string one, string many) => $"{Of(count)} {(count == 1 ? one : many)}";

    public static string Exact(long count) => $"{count:N0}";
}
