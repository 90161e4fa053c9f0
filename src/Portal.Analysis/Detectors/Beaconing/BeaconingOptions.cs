using System.ComponentModel.DataAnnotations;

namespace Portal.Analysis.Detectors.Beaconing;

/// <summary>What is called a beacon.</summary>
[OptionsSection("Detection:Beaconing")]
public sealed class BeaconingOptions
{
    /// <summary>False share among the beacons reported; one in a hundred can be checked by hand.</summary>
    [Range(0.0001, 0.5)]
    public double FalseShare { get; set; } = 0.01;

    /// <summary>Visits from which on timing is judged; below it a regular pair is only watched.</summary>
    [Range(5, 1000)]
    public int MinVisits { get; set; } = 8;

    /// <summary>Ceiling of the score of a pair that is only watched.</summary>
    [Range(0, 100)]
    public int WatchMaxScore { get; set; } = 30;

    /// <summary>Standard deviations above shuffled gaps at which phase coherence counts; 3 of 1,800 keys without a timer
    /// passed 8.</summary>
    [Range(3.0, 50.0)]
    public double MinPhaseZ { get; set; } = 8;

    /// <summary>Keys on which phase coherence is tried, those with most visits first: a test takes some 50 ms.</summary>
    [Range(0, 100_000)]
    public int MaxPhaseTests { get; set; } = 400;

    /// <summary>Events of one pair that are kept in memory; later ones are counted and the finding says so.</summary>
    [Range(1_000, 10_000_000)]
    public int MaxEventsPerPair { get; set; } = 200_000;

    /// <summary>Connections to one object within <see cref="StrobeSeconds"/> that make a strobe: one every two seconds.</summary>
    [Range(10, 1_000_000)]
    public int StrobeConnections { get; set; } = 300;

    /// <summary>Seconds.</summary>
    [Range(10, 86_400)]
    public int StrobeSeconds { get; set; } = 600;

    /// <summary>Share of the internal hosts from which on an object is everybody's.</summary>
    [Range(0.05, 1.0)]
    public double CommonShare { get; set; } = 0.5;

    /// <summary>Internal hosts below which a share of them says nothing.</summary>
    [Range(2, 1000)]
    public int MinHostsForCommon { get; set; } = 4;

    /// <summary>Hours that a source must have been seen before an object counts as new to it.</summary>
    [Range(0.5, 720.0)]
    public double QuietHours { get; set; } = 6;
}
