namespace Portal.Traffic.Protocols.Dns;

/// <summary>A question (RFC 1035 §4.1.2).</summary>
/// <param name="Name">Lower case, without the last dot; empty for the root.</param>
/// <param name="Offset">Where it begins in the message.</param>
/// <param name="Length">Its bytes in the message.</param>
public readonly record struct DnsQuestion(string Name, int Type, int Class, int Offset, int Length);
