namespace Portal.Analysis.Findings;

/// <summary>Kinds of evidence that are independent of one another; a critical finding needs two of them.</summary>
public enum EvidenceFamily
{
    Timing,
    Content,
    Reputation,
    Identity,
    Sequence,
}
