namespace Portal.Traffic.Protocols.Http;

/// <summary>A decoded header block, for the packet tree.</summary>
/// <param name="Entries">What it is made of.</param>
/// <param name="Bytes">The block, put together from the frames that it spans.</param>
internal sealed record Http2Block(IReadOnlyList<HpackEntry> Entries, byte[] Bytes);
