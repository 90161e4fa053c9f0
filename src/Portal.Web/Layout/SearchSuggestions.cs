using System.Buffers;
using System.Net;
using System.Text.RegularExpressions;
using Portal.Web.Components.Evidence;

namespace Portal.Web.Layout;

/// <summary>
/// Where the text of the global search may lead: decided by its shape and the names and hashes of the case's evidence,
/// without asking any store.
/// </summary>
public static partial class SearchSuggestions
{
    /// <summary>Fewer digits of a hash would be found in too many words and numbers.</summary>
    private const int MinHashDigits = 6;

    private static readonly SearchValues<char> s_filterSigns = SearchValues.Create("=<>!&|");

    /// <summary>The most likely first; empty for empty text.</summary>
    public static IReadOnlyList<SearchSuggestion> For(int? caseId, string text, EvidenceReferences references)
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
        found.AddRange(
            references
                .Find(text)
                .Select(match => new SearchSuggestion(text.Substring(match.Start, match.Length), match.Href))
        );
        found.AddRange(
            references
                .Evidence.Where(item => IsHashOf(item, text))
                .Select(item => new SearchSuggestion(
                    $"Evidence {item.Name}, SHA-256 {item.Sha256[..12]}…",
                    $"{root}/evidence?open={item.Id}"
                ))
        );
        if (Uid().IsMatch(text))
        {
            found.Add(
                text[0] == 'F'
                    ? new($"Object {text}", $"{root}/objects?text={escaped}")
                    : new($"Flow {text}", $"{root}/flows?filter={Uri.EscapeDataString($"uid=={text}")}")
            );
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

    private static bool IsHashOf(NamedEvidence item, string text) =>
        text.Length >= MinHashDigits && item.Sha256.StartsWith(text, StringComparison.OrdinalIgnoreCase);

    /// <summary>As Zeek makes them: a flow's begins with C, a file's with F; a word in capitals and digits is not taken for one.</summary>
    [GeneratedRegex(
        "^[CF](?=[A-Za-z]*[0-9])[0-9A-Za-z]{13,21}$",
        RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Uid();

    /// <summary>People paste defanged values.</summary>
    private static string Refang(string text) =>
        text.Replace("[.]", ".", StringComparison.Ordinal)
            .Replace("[:]", ":", StringComparison.Ordinal)
            .Replace("hxxp", "http", StringComparison.OrdinalIgnoreCase);
}
