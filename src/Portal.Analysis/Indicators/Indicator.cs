namespace Portal.Analysis.Indicators;

/// <summary>A value that points at the adversary, drawn from findings: never an address of the victims.</summary>
/// <param name="Type">A STIX object path's type: <c>ipv4-addr</c>, <c>ipv6-addr</c>, <c>domain-name</c>, <c>url</c>,
/// <c>file-sha256</c>, <c>x509-sha256</c>, <c>ja3</c>, <c>ja3s</c>, <c>ja4</c>.</param>
/// <param name="Value">Never defanged.</param>
/// <param name="Context">One sentence: how it was seen.</param>
/// <param name="FirstTime">First observation, nanoseconds since 1970 UTC.</param>
/// <param name="LastTime">Last observation.</param>
/// <param name="Findings">Keys of the findings it comes from.</param>
public sealed record Indicator(
    string Type,
    string Value,
    string Context,
    long FirstTime,
    long LastTime,
    IReadOnlyList<string> Findings
);
