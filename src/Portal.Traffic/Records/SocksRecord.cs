namespace Portal.Traffic.Records;

/// <summary>One request to a SOCKS proxy, with the columns and the meaning of Zeek's socks.log.</summary>
public sealed class SocksRecord : FlowRecord
{
    public static readonly Table<SocksRecord> Table = new Table<SocksRecord>("socks")
        .Flow()
        .Count("version", record => record.Version)
        .String("user", record => record.User)
        .String("password", _ => null)
        .String("status", record => record.Status)
        .Addr("request.host", record => record.RequestHost)
        .String("request.name", record => record.RequestName)
        .Port("request_p", record => record.RequestPort)
        .Addr("bound.host", record => record.BoundHost)
        .String("bound.name", record => record.BoundName)
        .Port("bound_p", record => record.BoundPort)
        .Frames();

    /// <summary>4 or 5.</summary>
    public required long Version { get; init; }

    /// <summary>The password is never kept: it stays in the capture, and its column is always unset.</summary>
    public string? User { get; init; }
    public string? Status { get; set; }
    public string? RequestHost { get; init; }
    public string? RequestName { get; init; }
    public long? RequestPort { get; init; }

    /// <summary>The proxy's own end of the connection that it opened.</summary>
    public string? BoundHost { get; set; }
    public string? BoundName { get; set; }
    public long? BoundPort { get; set; }
}
