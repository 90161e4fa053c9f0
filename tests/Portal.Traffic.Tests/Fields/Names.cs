namespace Portal.Traffic.Tests.Fields;

/// <summary>Many names of fields, written as a paragraph.</summary>
internal static class Names
{
    public static string[] Of(string text) =>
        text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
