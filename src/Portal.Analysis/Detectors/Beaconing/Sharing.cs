namespace Portal.Analysis.Detectors.Beaconing;

/// <summary>How many internal hosts use an object; filled while its pairs are read one after the other.</summary>
internal sealed class Sharing
{
    public int InternalSources { get; set; }
}
