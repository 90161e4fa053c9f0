using System.Net;

namespace Portal.Traffic.Captures;

/// <summary>An address and its names as the capturing program knew them (pcapng name resolution block, §4.5).</summary>
public sealed record NameResolution(IPAddress Address, IReadOnlyList<string> Names);
