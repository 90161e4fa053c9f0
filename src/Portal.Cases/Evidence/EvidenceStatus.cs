namespace Portal.Cases.Evidence;

/// <summary>How far a piece of evidence is on its way into the case.</summary>
public enum EvidenceStatus
{
    /// <summary>All bytes are here.</summary>
    Received,

    /// <summary>Sealed under its SHA-256; waits to be read.</summary>
    Hashed,
    Importing,
    Ready,

    /// <summary>Readable in part only; what could be read is there.</summary>
    Partial,
    Failed,
    Cancelled,
}
