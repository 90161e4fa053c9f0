using System.Net;
using Portal.Analysis.Findings;
using Portal.Analysis.Store;
using Portal.Traffic.Packets;

namespace Portal.Analysis.Indicators;

/// <summary>
/// Draws indicators from findings of medium severity and above: the other side's addresses and names, and from the records
/// of the same traffic its certificates, fingerprints and upload URLs. Addresses of the own network are never indicators.
/// </summary>
public static class IndicatorExtraction
{
    /// <param name="database">The records the findings were drawn from.</param>
    /// <param name="findings">All findings; those under medium give no indicator.</param>
    /// <param name="isInternal">Whether an address belongs to the own network.</param>
    /// <param name="cancellation">Stops in the middle of a query.</param>
    /// <returns>By type, then by value.</returns>
    public static IReadOnlyList<Indicator> From(
        RecordDatabase database,
        IReadOnlyList<Finding> findings,
        Func<string, bool> isInternal,
        CancellationToken cancellation = default
    )
    {
        var serious = findings.Where(finding => finding.Severity >= Severity.Medium).ToList();
        var outside = serious
            .Where(finding => finding.Destination is { } destination && !isInternal(destination))
            .ToList();
        var traits = TrafficTraits.Read(database, outside, cancellation);
        var found = new SortedDictionary<(string Type, string Value), Indicator>();
        foreach (var finding in serious)
        {
            if (finding.Destination is { } destination && !isInternal(destination))
            {
                Add(found, Of(finding, AddressType(destination), destination));
            }
            foreach (var trait in traits[finding.Key])
            {
                Add(found, trait);
            }
            if (
                finding.DestinationName is { } name
                && !IPAddress.TryParse(name, out _)
                && name.Contains('.', StringComparison.Ordinal)
            )
            {
                Add(found, Of(finding, "domain-name", name.ToLowerInvariant()));
            }
        }
        return [.. found.Values];
    }

    private static Indicator Of(Finding finding, string type, string value) =>
        new(type, value, finding.Title, finding.FirstTime, finding.LastTime, [finding.Key]);

    private static void Add(SortedDictionary<(string, string), Indicator> found, Indicator indicator)
    {
        var key = (indicator.Type, indicator.Value);
        found[key] = found.TryGetValue(key, out var known)
            ? known with
            {
                FirstTime = Math.Min(known.FirstTime, indicator.FirstTime),
                LastTime = Math.Max(known.LastTime, indicator.LastTime),
                Findings = [.. known.Findings.Concat(indicator.Findings).Distinct(StringComparer.Ordinal)],
            }
            : indicator;
    }

    private static string AddressType(string address) =>
        IpAddress.TryParse(address, out var parsed) && !parsed.IsIpv4 ? "ipv6-addr" : "ipv4-addr";
}
