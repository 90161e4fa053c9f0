namespace Portal.Traffic.Captures;

/// <summary>Whether a frame came in or went out, seen from the machine that captured.</summary>
public enum FrameDirection
{
    Unknown,
    Inbound,
    Outbound,
}
