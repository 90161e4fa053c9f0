namespace Portal.Cases.Hosts;

/// <summary>What hosts are sorted by; equal ones by address.</summary>
public enum HostSort
{
    Sent,
    Received,
    Address,
    First,
    Last,
    Flows,
    Peers,
}
