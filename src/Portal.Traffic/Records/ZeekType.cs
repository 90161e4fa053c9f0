namespace Portal.Traffic.Records;

/// <summary>The types of Zeek's log columns (Zeek's <c>#types</c> header), and how each is stored.</summary>
public enum ZeekType
{
    /// <summary>Nanoseconds since 1970 UTC; stored as a timestamp in nanoseconds; written as seconds with six digits.</summary>
    Time,

    /// <summary>Seconds as a double.</summary>
    Interval,
    String,
    Enum,

    /// <summary>Text of an IP address.</summary>
    Addr,
    Subnet,

    /// <summary>0 to 65535, stored as a 64-bit integer.</summary>
    Port,

    /// <summary>Unsigned; stored as a signed 64-bit integer.</summary>
    Count,
    Int,
    Double,
    Bool,
}
