namespace Portal.Samples.Beaconing;

/// <summary>How a beacon draws its next sleep.</summary>
public enum BeaconLaw
{
    /// <summary>Period ± jitter, uniform.</summary>
    Uniform,

    /// <summary>Period minus up to the jitter, as Cobalt Strike sleeps.</summary>
    MinusOnly,

    /// <summary>Period plus an exponential delay of mean jitter·period.</summary>
    ExponentialTail,

    /// <summary>A fixed clock; each beat is off by up to the jitter, and the error does not add up.</summary>
    ClockLocked,
}
