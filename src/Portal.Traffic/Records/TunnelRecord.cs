namespace Portal.Traffic.Records;

/// <summary>A tunnel that was found or ended, with the columns and the meaning of Zeek's tunnel.log.</summary>
public sealed class TunnelRecord : FlowRecord
{
    public static readonly Table<TunnelRecord> Table = new Table<TunnelRecord>("tunnel")
        .Flow()
        .Enum("tunnel_type", record => record.Kind)
        .Enum("action", record => record.Action)
        .Frames();

    /// <summary>For example <c>Tunnel::VXLAN</c>.</summary>
    public required string Kind { get; init; }

    /// <summary><c>Tunnel::DISCOVER</c>; <c>Tunnel::CLOSE</c> when the carrying flow is over; <c>Tunnel::EXPIRE</c> after an hour without news.</summary>
    public required string Action { get; init; }
}
