using Portal.Traffic.Records;

namespace Portal.Traffic.Tests.Protocols.Tls;

/// <summary>Bytes of one side in the order of the stream, or one datagram.</summary>
internal sealed record Segment(ConnectionId Flow, bool IsTcp, Side Side, FrameStamp Frame, byte[] Bytes);
