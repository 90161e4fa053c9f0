namespace Portal.Traffic.Flows;

/// <summary>What one side of a flow sent.</summary>
internal struct FlowSide
{
    public long Packets { get; set; }

    /// <summary>By the IP headers' lengths.</summary>
    public long IpBytes { get; set; }

    /// <summary>Payload by the lengths in UDP or ICMP headers; negative while nothing was sent.</summary>
    public long Payload { get; set; }
}
