using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Portal.Traffic;

namespace Portal.Analysis.Indicators.Intel;

/// <summary>Reads the indicators of a STIX 2.x bundle: every equality comparison on a path that we know.</summary>
internal static partial class StixFeed
{
    public static void Read(JsonElement root, ThreatFeedBuilder builder)
    {
        if (
            root.ValueKind != JsonValueKind.Object
            || !root.TryGetProperty("objects", out var objects)
            || objects.ValueKind != JsonValueKind.Array
        )
        {
            builder.Problem("not a STIX bundle: no array 'objects'");
            return;
        }
        foreach (var item in objects.EnumerateArray())
        {
            if (Text(item, "type") == "indicator")
            {
                ReadIndicator(item, builder);
            }
        }
    }

    private static void ReadIndicator(JsonElement item, ThreatFeedBuilder builder)
    {
        var id = Text(item, "id") ?? "indicator without id";
        var comparisons = Comparison().Matches(Text(item, "pattern") ?? "");
        if (comparisons.Count == 0 || Text(item, "pattern_type") is not (null or "stix"))
        {
            builder.Problem($"{id}: no equality comparison that can be matched");
            return;
        }
        var confidence =
            item.TryGetProperty("confidence", out var number) && number.TryGetDouble(out var value)
                ? value / 100
                : (double?)null;
        var date = Text(item, "modified") ?? Text(item, "valid_from");
        foreach (Match comparison in comparisons)
        {
            if (Type(comparison.Groups["path"].Value) is { } type)
            {
                builder.Add(
                    type,
                    comparison
                        .Groups["value"]
                        .Value.Replace("\\'", "'", StringComparison.Ordinal)
                        .Replace("\\\\", "\\", StringComparison.Ordinal),
                    id,
                    Text(item, "description") ?? Text(item, "name"),
                    null,
                    confidence,
                    DateTimeOffset.TryParse(
                        date,
                        CultureInfo.InvariantCulture,
                        DateTimeStyles.AssumeUniversal,
                        out var time
                    )
                        ? UnixTime.FromDateTimeOffset(time)
                        : null
                );
            }
            else
            {
                builder.Problem($"{id}: {comparison.Groups["path"].Value} is not matched");
            }
        }
    }

    private static string? Type(string path) =>
        path.Replace("'", "", StringComparison.Ordinal).ToUpperInvariant() switch
        {
            "IPV4-ADDR:VALUE" or "IPV6-ADDR:VALUE" or "NETWORK-TRAFFIC:DST_REF.VALUE" => "ip",
            "DOMAIN-NAME:VALUE" => "domain-name",
            "URL:VALUE" => "url",
            "EMAIL-ADDR:VALUE" => "email-addr",
            "FILE:HASHES.MD5" => "file-md5",
            "FILE:HASHES.SHA-1" => "file-sha1",
            "FILE:HASHES.SHA-256" => "file-sha256",
            "X509-CERTIFICATE:HASHES.SHA-1" => "x509-sha1",
            "X509-CERTIFICATE:HASHES.SHA-256" => "x509-sha256",
            _ => null,
        };

    private static string? Text(JsonElement item, string name) =>
        item.ValueKind == JsonValueKind.Object
        && item.TryGetProperty(name, out var value)
        && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;

    [GeneratedRegex(
        @"(?<path>[a-z0-9-]+:[\w.'\[\]*-]+)\s*=\s*'(?<value>(?:[^'\\]|\\.)*)'",
        RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex Comparison();
}
