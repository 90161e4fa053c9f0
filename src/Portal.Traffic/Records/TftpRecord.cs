namespace Portal.Traffic.Records;

/// <summary>A file that was asked for or sent, with the columns and the meaning of Zeek's tftp.log.</summary>
public sealed class TftpRecord : FlowRecord
{
    public static readonly Table<TftpRecord> Table = new Table<TftpRecord>("tftp")
        .Flow()
        .Bool("wrq", record => record.IsWrite)
        .String("fname", record => record.FileName)
        .String("mode", record => record.Mode)
        .String("uid_data", record => record.DataUid)
        .Count("size", record => record.Size)
        .Count("block_sent", record => record.BlocksSent)
        .Count("block_acked", record => record.BlocksAcknowledged)
        .Count("error_code", record => record.ErrorCode)
        .String("error_msg", record => record.ErrorMessage)
        .Frames();

    /// <summary>The client sends the file; else it asked for it.</summary>
    public required bool IsWrite { get; init; }
    public required string FileName { get; init; }

    /// <summary><c>octet</c>, <c>netascii</c> or <c>mail</c>.</summary>
    public required string Mode { get; init; }

    /// <summary>The flow that carried the file; null when there was none.</summary>
    public string? DataUid { get; set; }

    /// <summary>Bytes of the file.</summary>
    public long Size { get; set; }

    /// <summary>The highest numbers seen.</summary>
    public long BlocksSent { get; set; }
    public long BlocksAcknowledged { get; set; }
    public long? ErrorCode { get; set; }
    public string? ErrorMessage { get; set; }
}
