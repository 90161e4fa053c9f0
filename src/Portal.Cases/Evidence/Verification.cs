namespace Portal.Cases.Evidence;

/// <summary>What a check of stored evidence found.</summary>
/// <param name="IsFileIntact">The bytes have the SHA-256 under which they were sealed.</param>
/// <param name="ChainBreak">Null when the chain of custody is whole.</param>
/// <param name="Entries">Entries of the chain at the time of the check.</param>
public sealed record Verification(
    string Sha256,
    bool IsFileIntact,
    CustodyBreak? ChainBreak,
    int Entries,
    DateTimeOffset At
)
{
    public bool IsIntact => IsFileIntact && ChainBreak is null;
}
