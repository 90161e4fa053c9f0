namespace Portal.Traffic.Files;

/// <summary>The table of binary file types, by the names that Zeek uses.</summary>
internal static class MimeSignatures
{
    private static readonly MimeSignature[] s_table =
    [
        new("application/x-dosexec", 51, 0, "4D 5A"),
        new("application/x-executable", 50, 0, "7F 45 4C 46"),
        new("application/zip", 10, 0, "50 4B 03 04"),
        new("application/pdf", 80, 0, "25 50 44 46 2D"),
        new("image/png", 70, 0, "89 50 4E 47 0D 0A 1A 0A"),
    ];

    /// <summary>The type of what begins with these bytes; null when nothing matches.</summary>
    public static string? Judge(ReadOnlySpan<byte> head)
    {
        MimeSignature? best = null;
        foreach (var signature in s_table)
        {
            if ((best is null || signature.Strength > best.Strength) && signature.Matches(head))
            {
                best = signature;
            }
        }
        return best?.MimeType;
    }
}
