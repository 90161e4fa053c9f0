namespace Portal.Traffic.Protocols;

/// <summary>The transports that a protocol runs over.</summary>
[Flags]
public enum Transports
{
    None = 0,
    Tcp = 1,
    Udp = 2,
}
