namespace Portal.Traffic.Protocols;

/// <summary>What one says of a message's length by its header: null when it is no header.</summary>
/// <param name="head">The header, at least as many bytes as were asked for.</param>
internal delegate int? MessageLength(ReadOnlySpan<byte> head);
