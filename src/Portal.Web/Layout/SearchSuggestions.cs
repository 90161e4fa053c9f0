using System.Buffers;
using System.Net;

namespace Portal.Web.Layout;

/// <summary>Where the text of the global search may lead: decided by its shape, without asking any store.</summary>
public static class SearchSuggestions
{
    private static readonly SearchValues<char> s_filterSigns = SearchValues.Create("=<>!&|");

    /// <summary>The most likely first; empty for empty text.</summary>
    public static IReadOnlyList<SearchSuggestion> For(int? caseId, string text)
    {
        text = Refang(text.Trim());
        if (text.Length == 0)
        {
            return [];
        }
        if (caseId is null)
        {
            return [new("Cases named like it", $"/?text={Uri.EscapeDataString(text)}")];
        }
        var root = $"/cases/{caseId}";
        var escaped = Uri.EscapeDataString(text);
        var found = new List<SearchSuggestion>();
        if (long.TryParse(text.TrimStart('#'), out var frame) && frame > 0)
        {
            found.Add(new($"Frame {frame}", $"{root}/packets?frame={frame}"));
        }
        if (IPAddress.TryParse(text, out _) && text.AsSpan().ContainsAny('.', ':'))
        {
            found.Add(new($"Host {text}", $"{root}/hosts?host={escaped}"));
            found.Add(new($"Flows of {text}", $"{root}/flows?text={escaped}"));
            var field = text.Contains(':', StringComparison.Ordinal) ? "ipv6" : "ip";
            found.Add(
                new($"Packets of {text}", $"{root}/packets?filter={Uri.EscapeDataString($"{field}.addr == {text}")}")
            );
        }
        else if (text.Length is 32 or 40 or 64 && text.All(char.IsAsciiHexDigit))
        {
            found.Add(new("Objects with this hash", $"{root}/objects?text={escaped}"));
        }
        else if (text.AsSpan().ContainsAny(s_filterSigns))
        {
            found.Add(new("Packets that match this filter", $"{root}/packets?filter={escaped}"));
        }
        found.Add(new("Findings that mention it", $"{root}/findings?text={escaped}"));
        found.Add(new("Indicators that contain it", $"{root}/indicators?text={escaped}"));
        found.Add(new("Name look-ups that contain it", $"{root}/logs/dns?text={escaped}"));
        found.Add(new("Timeline entries that mention it", $"{root}/timeline?text={escaped}"));
        return found;
    }

    /// <summary>People paste defanged values.</summary>
    private static string Refang(string text) =>
        text.Replace("[.]", ".", StringComparison.Ordinal)
            .Replace("[:]", ":", StringComparison.Ordinal)
            .Replace("hxxp", "http", StringComparison.OrdinalIgnoreCase);
}
