namespace Portal.Traffic.Records;

/// <summary>One message to a log server, with the columns and the meaning of Zeek's syslog.log.</summary>
public sealed class SyslogRecord : FlowRecord
{
    public static readonly Table<SyslogRecord> Table = new Table<SyslogRecord>("syslog")
        .Flow()
        .Enum("proto", record => record.Protocol)
        .String("facility", record => record.Facility)
        .String("severity", record => record.Severity)
        .String("message", record => record.Message)
        .Frames();

    /// <summary><c>udp</c> or <c>tcp</c>.</summary>
    public required string Protocol { get; init; }

    /// <summary>The part of the system that speaks, for example <c>DAEMON</c>.</summary>
    public required string Facility { get; init; }

    /// <summary><c>EMERG</c> to <c>DEBUG</c>.</summary>
    public required string Severity { get; init; }

    /// <summary>The text behind the priority, with time, host and program as the sender wrote them.</summary>
    public required string Message { get; init; }
}
