namespace Portal.Traffic.Records;

/// <summary>A remote procedure call and its response, with the columns and the meaning of Zeek's dce_rpc.log.</summary>
public sealed class DceRpcRecord : FlowRecord
{
    public static readonly Table<DceRpcRecord> Table = new Table<DceRpcRecord>("dce_rpc")
        .Flow()
        .Interval("rtt", record => record.RoundTrip)
        .String("named_pipe", record => record.NamedPipe)
        .String("endpoint", record => record.Endpoint)
        .String("operation", record => record.Operation)
        .Frames();

    /// <summary>Seconds from the request to the response; unset when they came in the same instant.</summary>
    public double? RoundTrip { get; init; }

    /// <summary>The server's secondary address: the pipe's name, or the TCP port.</summary>
    public string? NamedPipe { get; init; }

    /// <summary>The interface, for example <c>svcctl</c>; <c>unknown-</c> and its UUID when it has no known name.</summary>
    public required string Endpoint { get; init; }

    /// <summary>The procedure, for example <c>CreateServiceW</c>; <c>unknown-</c> and its number when it has no known name.</summary>
    public required string Operation { get; init; }
}
