namespace Portal.Analysis.Indicators.Intel;

/// <summary>One value of a threat feed, as a detector compares it with the traffic.</summary>
/// <param name="Type">As <see cref="Indicator.Type"/>: <c>ipv4-addr</c>, <c>ipv6-addr</c> (a CIDR is allowed),
/// <c>domain-name</c> (its subdomains match too), <c>url</c>, <c>file-md5</c>, <c>file-sha1</c>, <c>file-sha256</c>,
/// <c>x509-sha1</c>, <c>x509-sha256</c>, <c>ja3</c>, <c>ja3s</c>, <c>ja4</c>, <c>email-addr</c>.</param>
/// <param name="Value">Never defanged; names and hashes in lower case.</param>
/// <param name="Source">Name of the feed, as the finding cites it.</param>
/// <param name="Description">What the feed says of it; null when it says nothing.</param>
/// <param name="Date">When the feed last vouched for it, nanoseconds since 1970 UTC; null when unknown: it then does not age.</param>
/// <param name="Reliability">0 to 1: how far the feed is believed.</param>
/// <param name="Attack">ATT&amp;CK techniques that the feed gives for it.</param>
public sealed record ThreatIndicator(
    string Type,
    string Value,
    string Source,
    string? Description = null,
    long? Date = null,
    double Reliability = ThreatIndicator.DefaultReliability,
    IReadOnlyList<string>? Attack = null
)
{
    /// <summary>A feed that says nothing of itself is believed as much as an average public list.</summary>
    public const double DefaultReliability = 0.7;
}
