namespace Portal.Analysis.Findings;

/// <summary>
/// What a detector claims, with its statistic, the reasons for and against, and the frames or lines that prove it. The
/// same evidence, versions and options give the same finding, byte for byte.
/// </summary>
public sealed record Finding
{
    /// <summary>Stable over runs: detector and subject. Letters, digits, dots, dashes and underscores only (it is a URL).</summary>
    public required string Key { get; init; }

    public required string Detector { get; init; }
    public required string Version { get; init; }

    /// <summary>A sentence, for example <c>10.1.5.42 calls 185.220.101.42:443 every 60 s</c>.</summary>
    public required string Title { get; init; }
    public required Severity Severity { get; init; }

    /// <summary>0 to 100.</summary>
    public required int Score { get; init; }

    /// <summary>0 to 1: the logistic of the summed terms.</summary>
    public required double Confidence { get; init; }

    /// <summary>1 to 5.</summary>
    public required int Impact { get; init; }

    /// <summary>MITRE ATT&amp;CK technique ids, for example <c>T1071.001</c>.</summary>
    public IReadOnlyList<string> Attack { get; init; } = [];

    /// <summary>Nanoseconds since 1970 UTC.</summary>
    public required long FirstTime { get; init; }
    public required long LastTime { get; init; }

    /// <summary>Address of the host that acts, without port.</summary>
    public string? Source { get; init; }
    public string? Destination { get; init; }

    /// <summary>Name of the destination where the evidence has one (SNI, Host header, DNS name).</summary>
    public string? DestinationName { get; init; }
    public int? Port { get; init; }

    /// <summary>Service or transport, for example <c>ssl</c> or <c>tcp</c>.</summary>
    public string? Protocol { get; init; }
    public IReadOnlyList<Statistic> Statistics { get; init; } = [];

    /// <summary>What is claimed and why, in plain sentences.</summary>
    public required string Explanation { get; init; }

    /// <summary>What would have to be true if nothing were wrong, and how unlikely the evidence is then.</summary>
    public string? NullHypothesis { get; init; }
    public IReadOnlyList<ScoreTerm> Terms { get; init; } = [];

    /// <summary>What speaks against the claim (terms with negative points).</summary>
    public IReadOnlyList<ScoreTerm> CounterEvidence { get; init; } = [];

    /// <summary>What could not be judged and why.</summary>
    public IReadOnlyList<string> NotEvaluable { get; init; } = [];

    /// <summary>Never empty: what cannot be checked is not claimed.</summary>
    /// <exception cref="ArgumentException">No reference names a frame or a line.</exception>
    public required IReadOnlyList<EvidenceReference> Evidence
    {
        get;
        init =>
            field = value.Any(reference => reference.Frames.Count > 0 || reference.Lines.Count > 0)
                ? value
                : throw new ArgumentException("A finding needs a frame or a line that proves it.", nameof(value));
    }

    /// <summary>A Wireshark display filter that lists all packets of the finding.</summary>
    public string? Filter { get; init; }

    /// <summary>Read-only SQL over the record tables that lists all events of the finding.</summary>
    public string? Query { get; init; }
    public IntervalChart? Chart { get; init; }
}
