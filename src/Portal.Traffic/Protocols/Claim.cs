namespace Portal.Traffic.Protocols;

/// <summary>What a protocol says of the first bytes of a flow.</summary>
public enum Claim
{
    No,
    NeedMore,
    Yes,
}
