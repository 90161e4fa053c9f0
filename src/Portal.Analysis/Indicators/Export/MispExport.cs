using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Portal.Analysis.Findings;
using Portal.Analysis.Indicators.Stix;
using Portal.Traffic;

namespace Portal.Analysis.Indicators.Export;

/// <summary>A MISP event (MISP core format) with one attribute an indicator.</summary>
internal sealed class MispExport : IIndicatorExport
{
    private static readonly JsonSerializerOptions s_json = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public string Name => "misp";
    public string Extension => ".misp.json";
    public string MediaType => "application/json";

    public bool Carries(string type) => Type(type) is not null;

    public string Write(IReadOnlyList<Finding> findings, IReadOnlyList<Indicator> indicators, StixBundleOptions options)
    {
        var time = options.Created ?? findings.Select(finding => finding.LastTime).DefaultIfEmpty().Max();
        var attributes = new JsonArray();
        foreach (var indicator in indicators)
        {
            if (Type(indicator.Type) is var (type, category))
            {
                attributes.Add(
                    new JsonObject
                    {
                        ["uuid"] = Uuid("attribute", $"{options.Identity} {indicator.Type} {indicator.Value}"),
                        ["type"] = type,
                        ["category"] = category,
                        ["value"] = indicator.Value,
                        ["comment"] = indicator.Context,
                        ["to_ids"] = true,
                        ["first_seen"] = UnixTime.ToIso(indicator.FirstTime),
                        ["last_seen"] = UnixTime.ToIso(indicator.LastTime),
                    }
                );
            }
        }
        var document = new JsonObject
        {
            ["Event"] = new JsonObject
            {
                ["uuid"] = Uuid("event", options.Identity),
                ["info"] = options.CaseName,
                ["date"] = UnixTime.ToIso(time)[..10],
                ["timestamp"] = (time / UnixTime.NanosecondsPerSecond).ToString(
                    System.Globalization.CultureInfo.InvariantCulture
                ),
                ["threat_level_id"] = "2",
                ["analysis"] = "1",
                ["distribution"] = "0",
                ["published"] = false,
                ["Orgc"] = new JsonObject { ["name"] = options.Producer, ["uuid"] = Uuid("org", options.Producer) },
                ["Tag"] = new JsonArray(
                    new JsonObject { ["name"] = $"tlp:{options.Tlp.Label()[4..].ToLowerInvariant()}" }
                ),
                ["Attribute"] = attributes,
            },
        };
        return document.ToJsonString(s_json) + "\n";
    }

    private static (string Type, string Category)? Type(string type) =>
        type switch
        {
            "ipv4-addr" or "ipv6-addr" => ("ip-dst", "Network activity"),
            "domain-name" => ("domain", "Network activity"),
            "url" => ("url", "Network activity"),
            "file-sha256" => ("sha256", "Payload delivery"),
            "x509-sha256" => ("x509-fingerprint-sha256", "Network activity"),
            "ja3" => ("ja3-fingerprint-md5", "Network activity"),
            _ => null,
        };

    private static string Uuid(string kind, string key) => StixIds.Stable(kind, $"misp {key}")[(kind.Length + 2)..];
}
