namespace Portal.Samples.Beaconing;

/// <summary>Ways in which people and programs without a timer visit one name.</summary>
public enum BackgroundClass
{
    /// <summary>At any time, independently.</summary>
    Poisson,

    /// <summary>Sessions of a few minutes in nine working hours.</summary>
    OfficeSessions,

    /// <summary>Independently, more by day than by night.</summary>
    Diurnal,

    /// <summary>All within one short time.</summary>
    SingleBurst,

    /// <summary>Clustered: Weibull gaps of shape 0.4 to 0.8.</summary>
    WeibullBursts,

    /// <summary>Reading times: log-normal gaps of σ 0.5 to 0.75, which no family of the null model allows. A stress.</summary>
    ReadingTimes,
}
