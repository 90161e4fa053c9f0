namespace Portal.Traffic.Records;

/// <summary>Whether a column holds one value, or several as Zeek's <c>set[…]</c> or <c>vector[…]</c>.</summary>
public enum ZeekContainer
{
    None,
    Set,
    Vector,
}
