namespace Portal.Traffic.Flows;

/// <summary>A tunnel around the packet that is being processed.</summary>
/// <param name="Uid">Of the carrying flow, or of the tunnel itself where that is none.</param>
/// <param name="Ends">Between whom.</param>
/// <param name="Kind">Zeek's name without <c>Tunnel::</c>.</param>
internal readonly record struct CarryingTunnel(string Uid, TunnelEnds Ends, string Kind);
