namespace Portal.Traffic.Protocols.Dns;

/// <summary>The part of a message a resource record stands in (RFC 1035 §4.1; for updates RFC 2136 §2: prerequisite, update, additional).</summary>
public enum DnsSection
{
    Answer,
    Authority,
    Additional,
}
