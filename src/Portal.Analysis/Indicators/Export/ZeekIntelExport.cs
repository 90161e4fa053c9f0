using System.Text;
using Portal.Analysis.Findings;
using Portal.Analysis.Indicators.Stix;

namespace Portal.Analysis.Indicators.Export;

/// <summary>An input file of Zeek's intelligence framework.</summary>
internal sealed class ZeekIntelExport : IIndicatorExport
{
    public string Name => "zeek-intel";
    public string Extension => ".intel";
    public string MediaType => "text/plain";

    public bool Carries(string type) => Type(type) is not null;

    public string Write(IReadOnlyList<Finding> findings, IReadOnlyList<Indicator> indicators, StixBundleOptions options)
    {
        var text = new StringBuilder("#fields\tindicator\tindicator_type\tmeta.source\tmeta.desc\n");
        foreach (var indicator in indicators)
        {
            if (Type(indicator.Type) is { } type)
            {
                // Zeek's URLs have no scheme.
                var scheme = indicator.Value.IndexOf("://", StringComparison.Ordinal);
                var value = type == "Intel::URL" && scheme > 0 ? indicator.Value[(scheme + 3)..] : indicator.Value;
                text.AppendJoin('\t', Field(value), type, Field(options.CaseName), Field(indicator.Context))
                    .Append('\n');
            }
        }
        return text.ToString();
    }

    private static string? Type(string type) =>
        type switch
        {
            "ipv4-addr" or "ipv6-addr" => "Intel::ADDR",
            "domain-name" => "Intel::DOMAIN",
            "url" => "Intel::URL",
            "file-sha256" => "Intel::FILE_HASH",
            "x509-sha256" => "Intel::CERT_HASH",
            _ => null,
        };

    private static string Field(string value) => value.ReplaceLineEndings(" ").Replace('\t', ' ');
}
