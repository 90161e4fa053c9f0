namespace Portal.Traffic.Records;

/// <summary>
/// Zeek's <c>conn_id</c>: who opened the flow and to whom, as every row of a flow repeats it. For ICMP the ports are the
/// message's type and its counterpart, as Zeek has it.
/// </summary>
public sealed record ConnectionId(string OriginatorHost, int OriginatorPort, string ResponderHost, int ResponderPort);
