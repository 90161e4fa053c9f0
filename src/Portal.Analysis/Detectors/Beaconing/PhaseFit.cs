namespace Portal.Analysis.Detectors.Beaconing;

/// <summary>What the phase-coherence test saw.</summary>
/// <param name="Z">How many standard deviations the strongest line of the spectrum lies above those of the same gaps in
/// other orders.</param>
/// <param name="PeriodSeconds">The line's period.</param>
public readonly record struct PhaseFit(double Z, double PeriodSeconds);
