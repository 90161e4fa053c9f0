namespace Portal.Traffic.Records;

/// <summary>One WebSocket connection, with the columns and the meaning of Zeek's websocket.log.</summary>
public sealed class WebSocketRecord : FlowRecord
{
    public static readonly Table<WebSocketRecord> Table = new Table<WebSocketRecord>("websocket")
        .Flow()
        .String("host", record => record.Host)
        .String("uri", record => record.Uri)
        .String("user_agent", record => record.UserAgent)
        .String("subprotocol", record => record.Subprotocol)
        .Vector("client_protocols", record => record.ClientProtocols)
        .Vector("server_extensions", record => record.ServerExtensions)
        .Vector("client_extensions", record => record.ClientExtensions)
        .Frames();

    public string? Host { get; init; }
    public string? Uri { get; init; }
    public string? UserAgent { get; init; }

    /// <summary>The server's choice.</summary>
    public string? Subprotocol { get; init; }
    public IReadOnlyList<string>? ClientProtocols { get; init; }
    public IReadOnlyList<string>? ServerExtensions { get; init; }
    public IReadOnlyList<string>? ClientExtensions { get; init; }
}
