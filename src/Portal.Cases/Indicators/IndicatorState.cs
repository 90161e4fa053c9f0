namespace Portal.Cases.Indicators;

/// <summary>Where an indicator is between the machine's proposal and the outside world.</summary>
public enum IndicatorState
{
    /// <summary>Drawn from findings; nobody looked yet.</summary>
    Candidate,
    Confirmed,

    /// <summary>Confirmed and given out in a bundle.</summary>
    Exported,
    Rejected,
}
