using Portal.Traffic.Fields;

namespace Portal.Traffic.Protocols.Quic;

/// <summary>What the fields of a packet do not see in its bytes.</summary>
/// <param name="Opening">Null for one that nobody could open.</param>
/// <param name="Frames">Its frames in clear; null when it was not opened.</param>
/// <param name="Messages">Handshake messages that end in this packet, put together.</param>
/// <param name="IdentifierBytes">Length of the identifier in a short header; negative when it is not known.</param>
/// <param name="Handshake">Their fields; null when there are none.</param>
/// <param name="Side">Who sent the packet.</param>
internal sealed record QuicPacketState(
    QuicOpening? Opening,
    byte[]? Frames,
    byte[] Messages,
    int IdentifierBytes,
    MessageFields? Handshake,
    Side Side
);
