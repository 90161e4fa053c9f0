namespace Portal.Traffic.Records;

/// <summary>One NTP message, with the columns and the meaning of Zeek's ntp.log.</summary>
public sealed class NtpRecord : FlowRecord
{
    public static readonly Table<NtpRecord> Table = new Table<NtpRecord>("ntp")
        .Flow()
        .Count("version", record => record.Version)
        .Count("mode", record => record.Mode)
        .Count("stratum", record => record.Stratum)
        .Interval("poll", record => record.Poll)
        .Interval("precision", record => record.Precision)
        .Interval("root_delay", record => record.RootDelay)
        .Interval("root_disp", record => record.RootDispersion)
        .String("ref_id", record => record.ReferenceId)
        .Time("ref_time", record => record.ReferenceTime)
        .Time("org_time", record => record.OriginTime)
        .Time("rec_time", record => record.ReceiveTime)
        .Time("xmt_time", record => record.TransmitTime)
        .Count("num_exts", record => record.Extensions)
        .Frames();

    public required long Version { get; init; }

    /// <summary>1 and 2 are peers, 3 a client, 4 a server, 5 a broadcast (RFC 5905 §7.3).</summary>
    public required long Mode { get; init; }

    /// <summary>Hops from a reference clock.</summary>
    public required long Stratum { get; init; }

    /// <summary>Seconds between messages; this and the following in seconds.</summary>
    public required double Poll { get; init; }
    public required double Precision { get; init; }
    public required double RootDelay { get; init; }
    public required double RootDispersion { get; init; }

    /// <summary>The server that this one follows, or the name of its clock or of its refusal.</summary>
    public required string ReferenceId { get; init; }

    /// <summary>When the clock was last set; this and the following as the sender says, 0 where it does not.</summary>
    public required long ReferenceTime { get; init; }
    public required long OriginTime { get; init; }
    public required long ReceiveTime { get; init; }
    public required long TransmitTime { get; init; }
    public required long Extensions { get; init; }
}
