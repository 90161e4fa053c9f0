namespace Portal.Traffic.Protocols.Quic;

/// <summary>What a packet's protection hid (RFC 9001 §5.4).</summary>
/// <param name="Length">Bytes of its frames.</param>
/// <param name="FirstByte">Of the header; its low four bits were hidden.</param>
/// <param name="NumberBytes">1 to 4.</param>
/// <param name="Number">The low bytes of the packet's number, as they were sent (RFC 9000 §17.1).</param>
internal readonly record struct QuicOpening(int Length, byte FirstByte, int NumberBytes, uint Number);
