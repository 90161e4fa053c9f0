namespace Portal.Traffic.Fields;

/// <summary>What a field holds; it decides how a filter's literal is read and how the value is printed.</summary>
public enum FieldKind
{
    /// <summary>A line of the tree without a value.</summary>
    None,

    /// <summary>A protocol: its bytes reach from its header to the end of what it carries.</summary>
    Protocol,

    /// <summary>A whole number of at most 64 bits; a few fields have negative ones.</summary>
    Unsigned,
    Boolean,
    Text,
    Bytes,
    Ethernet,
    Ipv4,
    Ipv6,

    /// <summary>Nanoseconds, since 1970 UTC or of a duration; printed as seconds with nine digits.</summary>
    Seconds,

    /// <summary>Nanoseconds since 1970 UTC; printed as a date.</summary>
    Time,

    /// <summary>16 bytes as they stand in the message, little-endian fields first (MS-DTYP §2.3.4.2).</summary>
    Guid,
}
