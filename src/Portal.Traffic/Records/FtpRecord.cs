namespace Portal.Traffic.Records;

/// <summary>A command of an FTP session with its reply, with the columns and the meaning of Zeek's ftp.log.</summary>
public sealed class FtpRecord : FlowRecord
{
    public static readonly Table<FtpRecord> Table = new Table<FtpRecord>("ftp")
        .Flow()
        .String("user", record => record.User)
        .String("password", record => record.Password)
        .String("command", record => record.Command)
        .String("arg", record => record.Argument)
        .String("mime_type", record => record.MimeType)
        .Count("file_size", record => record.FileSize)
        .Count("reply_code", record => record.ReplyCode)
        .String("reply_msg", record => record.ReplyMessage)
        .Bool("data_channel.passive", record => record.IsPassive)
        .Addr("data_channel.orig_h", record => record.DataOriginator)
        .Addr("data_channel.resp_h", record => record.DataResponder)
        .Port("data_channel.resp_p", record => record.DataPort)
        .String("fuid", record => record.Fuid)
        .Frames();

    /// <summary><c>&lt;unknown&gt;</c> before a USER command was seen.</summary>
    public required string User { get; init; }

    /// <summary>First character and length for guests, who give an address by custom; for everybody else <c>&lt;hidden&gt;</c>.</summary>
    public string? Password { get; init; }

    /// <summary>In upper case; <c>&lt;init&gt;</c> for what the server says without having been asked.</summary>
    public required string Command { get; init; }

    /// <summary>For commands on files a URL.</summary>
    public string? Argument { get; init; }

    /// <summary>Of the file on the data connection, as far as known when the row was written.</summary>
    public string? MimeType { get; init; }

    /// <summary>What the server announced, in bytes.</summary>
    public long? FileSize { get; init; }
    public long? ReplyCode { get; init; }
    public string? ReplyMessage { get; init; }

    /// <summary>The client opens the data connection.</summary>
    public bool? IsPassive { get; init; }
    public string? DataOriginator { get; init; }
    public string? DataResponder { get; init; }
    public long? DataPort { get; init; }
    public string? Fuid { get; init; }
}
