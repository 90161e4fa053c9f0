using System.Text.Json.Nodes;
using Portal.Traffic;
using Portal.Traffic.Packets;

namespace Portal.Analysis.Indicators.Stix;

/// <summary>STIX cyber-observable objects (STIX 2.1 §6) with their deterministic identifiers.</summary>
internal static class StixObservables
{
    /// <summary>The observable of an indicator, or null where STIX has no object for its type.</summary>
    public static JsonObject? Of(string type, string value) =>
        type switch
        {
            "ipv4-addr" or "ipv6-addr" or "domain-name" or "url" => Value(type, value),
            "file-sha256" => Hashed("file", value),
            "x509-sha256" => Hashed("x509-certificate", value),
            _ => null,
        };

    /// <summary>The atomic pattern (STIX 2.1 §9) that matches the value, or null where STIX has no path for its type.</summary>
    public static string? Pattern(string type, string value)
    {
        var literal = value
            .Replace("\\", "\\\\", StringComparison.Ordinal)
            .Replace("'", "\\'", StringComparison.Ordinal);
        return type switch
        {
            "ipv4-addr" or "ipv6-addr" or "domain-name" or "url" => $"[{type}:value = '{literal}']",
            "file-sha256" => $"[file:hashes.'SHA-256' = '{literal}']",
            "x509-sha256" => $"[x509-certificate:hashes.'SHA-256' = '{literal}']",
            _ => null,
        };
    }

    public static JsonObject Address(string address) =>
        Value(IpAddress.TryParse(address, out var parsed) && !parsed.IsIpv4 ? "ipv6-addr" : "ipv4-addr", address);

    /// <summary>The group of flows from one host to one port, as one object.</summary>
    public static JsonObject Traffic(
        string source,
        string destination,
        int? port,
        IReadOnlyList<string> protocols,
        long start,
        long end
    )
    {
        var traffic = new JsonObject
        {
            ["start"] = UnixTime.ToIso(start),
            ["end"] = UnixTime.ToIso(end),
            ["src_ref"] = source,
            ["dst_ref"] = destination,
            ["protocols"] = new JsonArray([.. protocols.Select(protocol => JsonValue.Create(protocol))]),
        };
        if (port is { } number)
        {
            traffic["dst_port"] = number;
        }
        return Observable("network-traffic", traffic);
    }

    private static JsonObject Value(string type, string value) =>
        Observable(type, new JsonObject { ["value"] = value });

    private static JsonObject Hashed(string type, string sha256) =>
        Observable(type, new JsonObject { ["hashes"] = new JsonObject { ["SHA-256"] = sha256 } });

    /// <summary>All properties given contribute to the identifier; their names are ASCII, so ordinal order is canonical.</summary>
    private static JsonObject Observable(string type, JsonObject properties)
    {
        var canonical = new JsonObject(
            properties
                .OrderBy(property => property.Key, StringComparer.Ordinal)
                .Select(property => KeyValuePair.Create(property.Key, property.Value?.DeepClone()))
        );
        var result = new JsonObject
        {
            ["type"] = type,
            ["spec_version"] = "2.1",
            ["id"] = StixIds.Observable(type, canonical.ToJsonString(StixBundle.Compact)),
        };
        foreach (var (name, value) in canonical)
        {
            result[name] = value?.DeepClone();
        }
        return result;
    }
}
