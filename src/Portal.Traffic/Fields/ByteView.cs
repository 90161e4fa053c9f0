namespace Portal.Traffic.Fields;

/// <summary>Bytes that lines of a packet's tree point into: the frame, or what was put together, unpacked or decrypted.</summary>
/// <param name="Name">For people: <c>Frame</c>, <c>Reassembled TCP</c>, <c>Decrypted TLS</c>.</param>
public sealed record ByteView(string Name, ReadOnlyMemory<byte> Bytes);
