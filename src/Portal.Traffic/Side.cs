namespace Portal.Traffic;

/// <summary>Who sent the bytes: the one who opened the flow, or the one who answered.</summary>
public enum Side
{
    Originator,
    Responder,
}
