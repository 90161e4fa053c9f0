using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Portal.Analysis.Findings;
using Portal.Analysis.Indicators.Stix;

namespace Portal.Analysis.Indicators.Export;

/// <summary>Suricata rules: one for each address, name (DNS and TLS) and JA3.</summary>
internal sealed class SuricataExport : IIndicatorExport
{
    /// <summary>Start of the range for rules made here; below it lie local and public rule sets.</summary>
    private const int FirstId = 9_000_000;
    private const int IdRange = 900_000;

    public string Name => "suricata";
    public string Extension => ".rules";
    public string MediaType => "text/plain";

    public bool Carries(string type) => type is "ipv4-addr" or "ipv6-addr" or "domain-name" or "ja3";

    public string Write(IReadOnlyList<Finding> findings, IReadOnlyList<Indicator> indicators, StixBundleOptions options)
    {
        var text = new StringBuilder();
        foreach (var indicator in indicators)
        {
            foreach (var (head, match) in Rules(indicator))
            {
                var message = Escape($"{options.CaseName}: {indicator.Value}");
                var id = Id(head + match + indicator.Value).ToString(CultureInfo.InvariantCulture);
                text.Append($"alert {head} (msg:\"{message}\"; {match}sid:{id}; rev:1;)\n");
            }
        }
        return text.ToString();
    }

    private static IEnumerable<(string Head, string Match)> Rules(Indicator indicator)
    {
        var value = Escape(indicator.Value);
        switch (indicator.Type)
        {
            case "ipv4-addr" or "ipv6-addr":
                yield return ($"ip $HOME_NET any -> {(indicator.Type == "ipv6-addr" ? $"[{value}]" : value)} any", "");
                break;
            case "domain-name":
                yield return (
                    "dns $HOME_NET any -> any any",
                    $"dns.query; dotprefix; content:\".{value}\"; nocase; endswith; "
                );
                yield return (
                    "tls $HOME_NET any -> any any",
                    $"tls.sni; dotprefix; content:\".{value}\"; nocase; endswith; "
                );
                break;
            case "ja3":
                yield return ("tls $HOME_NET any -> any any", $"ja3.hash; content:\"{value}\"; ");
                break;
            default:
                break;
        }
    }

    /// <summary>The same rule gets the same number in every export.</summary>
    private static int Id(string rule)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(rule));
        return FirstId + (int)(BitConverter.ToUInt32(hash) % IdRange);
    }

    private static string Escape(string text) =>
        string.Concat(
            text.Select(c =>
                c is '"' or ';' or '\\' or '|' ? $"\\{c}"
                : char.IsControl(c) ? "?"
                : c.ToString()
            )
        );
}
