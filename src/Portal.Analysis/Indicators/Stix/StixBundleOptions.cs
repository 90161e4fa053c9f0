namespace Portal.Analysis.Indicators.Stix;

/// <summary>What a bundle says beyond findings and indicators.</summary>
public sealed record StixBundleOptions
{
    /// <summary>Name of the case: the report's name.</summary>
    public required string CaseName { get; init; }

    /// <summary>What the stable identifiers are made from, so that they outlive another name; the name where there is none.</summary>
    public string? CaseIdentity { get; init; }

    internal string Identity => CaseIdentity ?? CaseName;

    /// <summary>Organisation that produces the bundle.</summary>
    public string Producer { get; init; } = "Network Investigation Portal";

    public Tlp Tlp { get; init; } = Tlp.Amber;

    /// <summary>When the case was opened, nanoseconds since 1970 UTC; the last observation when unknown, never the time of the export.</summary>
    public long? Created { get; init; }

    /// <summary>When the exported content last changed; as <see cref="Created"/> when unknown.</summary>
    public long? Modified { get; init; }

    /// <summary>Start of finding URLs, for example <c>https://portal.corp.example/cases/7/findings/</c>; null outside a portal.</summary>
    public string? FindingUrl { get; init; }

    /// <summary>Evidence names by SHA-256, for descriptions.</summary>
    public IReadOnlyDictionary<string, string> EvidenceNames { get; init; } = new Dictionary<string, string>();
}
