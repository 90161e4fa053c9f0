namespace Portal.Traffic.Records;

/// <summary>A command of an IRC client, with the columns and the meaning of Zeek's irc.log.</summary>
public sealed class IrcRecord : FlowRecord
{
    public static readonly Table<IrcRecord> Table = new Table<IrcRecord>("irc")
        .Flow()
        .String("nick", record => record.Nick)
        .String("user", record => record.User)
        .String("command", record => record.Command)
        .String("value", record => record.Value)
        .String("addl", record => record.Additional)
        .String("dcc_file_name", record => record.DccFileName)
        .Count("dcc_file_size", record => record.DccFileSize)
        .String("dcc_mime_type", record => record.DccMimeType)
        .String("fuid", record => record.Fuid)
        .Frames();

    /// <summary>As known before the command.</summary>
    public string? Nick { get; init; }
    public string? User { get; init; }

    /// <summary><c>NICK</c>, <c>USER</c>, <c>JOIN</c> or <c>DCC</c>.</summary>
    public required string Command { get; init; }
    public string? Value { get; init; }

    /// <summary>What else the command or the one before it said; the keys of channels are hidden.</summary>
    public string? Additional { get; init; }
    public string? DccFileName { get; init; }
    public long? DccFileSize { get; init; }
    public string? DccMimeType { get; init; }
    public string? Fuid { get; init; }
}
