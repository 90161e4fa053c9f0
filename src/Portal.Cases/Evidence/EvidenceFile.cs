namespace Portal.Cases.Evidence;

/// <summary>The bytes of a piece of evidence, stored once however many cases use them.</summary>
public sealed class EvidenceFile
{
    /// <summary>Lower-case hex.</summary>
    public required string Sha256 { get; set; }
    public long Bytes { get; set; }
    public DateTimeOffset ReceivedAt { get; set; }
}
