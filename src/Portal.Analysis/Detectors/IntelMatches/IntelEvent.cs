using Portal.Analysis.Indicators.Intel;

namespace Portal.Analysis.Detectors.IntelMatches;

/// <summary>Values of one place of the records that matched, summed over a host and a destination.</summary>
/// <param name="Indicator">The entry of the feed.</param>
/// <param name="Place">Table and column, for example <c>dns.query</c>.</param>
/// <param name="Value">What was seen.</param>
/// <param name="Source">The host that made the contact.</param>
/// <param name="Destination">The other side; null where there is none but a resolver.</param>
/// <param name="Level">How far it went.</param>
/// <param name="Count">Records.</param>
/// <param name="FirstTime">Nanoseconds since 1970 UTC.</param>
/// <param name="LastTime">Nanoseconds since 1970 UTC.</param>
/// <param name="Port">Destination port.</param>
/// <param name="Service">Service or transport.</param>
internal sealed record IntelEvent(
    ThreatIndicator Indicator,
    string Place,
    string Value,
    string Source,
    string? Destination,
    ContactLevel Level,
    long Count,
    long FirstTime,
    long LastTime,
    int? Port,
    string? Service
);
