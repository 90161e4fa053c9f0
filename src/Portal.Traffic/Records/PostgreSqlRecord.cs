namespace Portal.Traffic.Records;

/// <summary>A request of a PostgreSQL client with its outcome, with the columns and the meaning of Zeek's postgresql.log.</summary>
public sealed class PostgreSqlRecord : FlowRecord
{
    public static readonly Table<PostgreSqlRecord> Table = new Table<PostgreSqlRecord>("postgresql")
        .Flow()
        .String("user", record => record.User)
        .String("database", record => record.Database)
        .String("application_name", record => record.ApplicationName)
        .String("frontend", record => record.Frontend)
        .String("frontend_arg", record => record.FrontendArgument)
        .Bool("success", record => record.IsSuccess)
        .Count("rows", record => record.Rows)
        .String("backend", record => record.Backend)
        .String("backend_arg", record => record.BackendArgument)
        .Frames();

    public string? User { get; init; }
    public string? Database { get; init; }
    public string? ApplicationName { get; init; }

    /// <summary>What the client asked: <c>ssl_request</c>, <c>startup</c>, <c>simple_query</c>, <c>parse</c>, <c>terminate</c>.</summary>
    public required string Frontend { get; init; }
    public string? FrontendArgument { get; init; }

    /// <summary>Null when the server did not answer.</summary>
    public bool? IsSuccess { get; set; }

    /// <summary>Rows that the server returned.</summary>
    public long? Rows { get; set; }
    public string? Backend { get; set; }
    public string? BackendArgument { get; set; }
}
