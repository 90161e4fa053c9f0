namespace Portal.Analysis.Reports.Formats;

/// <summary>Text from the wire is hostile: what would act on a terminal or turn the reading direction is shown as its code.</summary>
internal static class VisibleText
{
    public static string Of(string value) =>
        value.All(IsPlain) ? value : string.Concat(value.Select(c => IsPlain(c) ? c.ToString() : $"\\u{(int)c:x4}"));

    private static bool IsPlain(char c) =>
        !char.IsControl(c) && c is not (>= '\u202A' and <= '\u202E') and not (>= '\u2066' and <= '\u2069');
}
