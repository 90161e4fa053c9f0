namespace Portal.Analysis.Detectors.Beaconing;

/// <summary>What the comb-renewal test read out of the gaps.</summary>
/// <param name="Evidence">D: penalised log-likelihood ratio of "a timer with jitter and missed beats" against the best
/// aperiodic explanation; above 0 the timer explains more.</param>
/// <param name="PeriodSeconds">The timer.</param>
/// <param name="Jitter">Standard deviation of one gap as a share of the period.</param>
/// <param name="Missed">Share of beats that were not seen.</param>
/// <param name="Outside">Share of gaps that do not belong to the timer (pauses, other traffic).</param>
/// <param name="NullModel">The best aperiodic explanation.</param>
public readonly record struct CombFit(
    double Evidence,
    double PeriodSeconds,
    double Jitter,
    double Missed,
    double Outside,
    string NullModel
);
