namespace Portal.Analysis.Detectors.Beaconing;

/// <summary>What the records say around one regular pair: who, with what, and what else the host did.</summary>
internal sealed record BeaconContext
{
    public required string Destination { get; init; }
    public required IReadOnlyList<string> Destinations { get; init; }
    public required long DestinationCount { get; init; }

    /// <summary>The name that was asked for; null where the address is the object.</summary>
    public string? Name { get; init; }
    public int? Port { get; init; }
    public string? Transport { get; init; }
    public string? Service { get; init; }
    public required long BytesSent { get; init; }
    public required long BytesReceived { get; init; }
    public string? Ja3 { get; init; }
    public string? Ja3Server { get; init; }
    public string? Ja4 { get; init; }
    public string? Subject { get; init; }
    public string? Issuer { get; init; }

    /// <summary>Nanoseconds since 1970 UTC.</summary>
    public long? CertificateValidFrom { get; init; }
    public string? UserAgent { get; init; }
    public double? HostMissingShare { get; init; }
    public bool IsProxied { get; init; }

    /// <summary>Objects that the source used the same fingerprint for, this one included.</summary>
    public long FingerprintObjects { get; init; }

    /// <summary>Objects that the source used any fingerprint for.</summary>
    public long FingerprintedObjects { get; init; }

    /// <summary>The source's first event of all.</summary>
    public required long SourceFirstTime { get; init; }

    /// <summary>DNS answers to the source that held the destination; null where the source has no DNS records.</summary>
    public long? DnsAnswers { get; init; }

    /// <summary>An executable that the source fetched within the hour before the first visit.</summary>
    public string? ExecutableBefore { get; init; }

    /// <summary>Share of the pair's hours in which the source did nothing else; null with under twelve hours of evidence.</summary>
    public double? AloneShare { get; init; }

    public bool IsSelfSigned => Subject is not null && Subject == Issuer;
}
