namespace Portal.Analysis.Demo;

/// <summary>One thing that is true of the demo incident: what <c>truth.json</c> lists.</summary>
/// <param name="Scene">The scene whose frames prove it.</param>
/// <param name="Source">Who acts.</param>
/// <param name="Destination">On whom.</param>
/// <param name="Port">Destination port.</param>
/// <param name="Attack">ATT&amp;CK techniques; empty for what is benign.</param>
/// <param name="What">One sentence.</param>
internal sealed record IncidentTruth(
    string Scene,
    string Source,
    string Destination,
    int Port,
    IReadOnlyList<string> Attack,
    string What
);
