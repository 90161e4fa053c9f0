namespace Portal.Analysis.Detectors.Beaconing;

/// <summary>How a pair came to be called regular.</summary>
public enum BeaconKind
{
    /// <summary>A timer explains the gaps (comb-renewal test).</summary>
    Timer,

    /// <summary>The visits keep a clock's phase among others (phase-coherence test).</summary>
    Phase,

    /// <summary>So many connections that they need no timer.</summary>
    Strobe,

    /// <summary>Regular, but too few visits to claim it.</summary>
    Watch,
}
