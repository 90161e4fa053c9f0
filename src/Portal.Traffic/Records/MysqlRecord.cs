namespace Portal.Traffic.Records;

/// <summary>A command of a MySQL session with its outcome, with the columns and the meaning of Zeek's mysql.log.</summary>
public sealed class MysqlRecord : FlowRecord
{
    public static readonly Table<MysqlRecord> Table = new Table<MysqlRecord>("mysql")
        .Flow()
        .String("cmd", record => record.Command)
        .String("arg", record => record.Argument)
        .Bool("success", record => record.IsSuccess)
        .Count("rows", record => record.Rows)
        .String("response", record => record.Response)
        .Frames();

    /// <summary>For example <c>query</c>; <c>login</c> for the handshake.</summary>
    public required string Command { get; init; }
    public string? Argument { get; init; }

    /// <summary>Null while the server has not answered.</summary>
    public bool? IsSuccess { get; set; }

    /// <summary>Changed rows; 0 for a result set.</summary>
    public long? Rows { get; set; }

    /// <summary>The server's error message.</summary>
    public string? Response { get; set; }
}
