using System.Net;
using Portal.Analysis.Indicators.Intel;

namespace Portal.Analysis.Detectors.IntelMatches;

/// <summary>The values of the feeds, ready to be asked for: addresses with blocks, names with subdomains, hashes, URLs.</summary>
public sealed class FeedIndex
{
    private readonly Dictionary<(string Type, string Value), List<ThreatIndicator>> _exact = [];
    private readonly List<(IPNetwork Block, ThreatIndicator Indicator)> _blocks = [];

    public FeedIndex(IEnumerable<ThreatIndicator> feed)
    {
        foreach (var indicator in feed)
        {
            if (indicator.Type is "ipv4-addr" or "ipv6-addr" && IPNetwork.TryParse(indicator.Value, out var block))
            {
                _blocks.Add((block, indicator));
                continue;
            }
            var key = (indicator.Type, Normal(indicator.Type, indicator.Value));
            if (!_exact.TryGetValue(key, out var known))
            {
                _exact.Add(key, known = []);
            }
            known.Add(indicator);
        }
    }

    public bool IsEmpty => _exact.Count == 0 && _blocks.Count == 0;

    /// <summary>What the feeds say of an address; blocks that hold it last.</summary>
    public IEnumerable<ThreatIndicator> Address(string address)
    {
        if (!IPAddress.TryParse(address, out var parsed))
        {
            return [];
        }
        var type = parsed.AddressFamily == System.Net.Sockets.AddressFamily.InterNetwork ? "ipv4-addr" : "ipv6-addr";
        return Exact(type, parsed.ToString())
            .Concat(_blocks.Where(item => item.Block.Contains(parsed)).Select(item => item.Indicator));
    }

    /// <summary>What the feeds say of a name or of a domain above it; only whole labels count.</summary>
    public IEnumerable<ThreatIndicator> Name(string name)
    {
        var rest = Normal("domain-name", name);
        while (rest.Length > 0)
        {
            foreach (var indicator in Exact("domain-name", rest))
            {
                yield return indicator;
            }
            var dot = rest.IndexOf('.', StringComparison.Ordinal);
            rest = dot < 0 ? "" : rest[(dot + 1)..];
        }
    }

    /// <summary>What the feeds say of a value of any other type.</summary>
    public IEnumerable<ThreatIndicator> Exact(string type, string value) =>
        _exact.TryGetValue((type, Normal(type, value)), out var known) ? known : [];

    private static string Normal(string type, string value) =>
        type switch
        {
            "ipv4-addr" or "ipv6-addr" => IPAddress.TryParse(value, out var address) ? address.ToString() : value,
            "domain-name" => value.TrimEnd('.').ToLowerInvariant(),
            "url" => value,
            _ => value.ToLowerInvariant(),
        };
}
