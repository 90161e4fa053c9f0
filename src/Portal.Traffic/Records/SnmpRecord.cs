namespace Portal.Traffic.Records;

/// <summary>What one flow asked of an agent, with the columns and the meaning of Zeek's snmp.log.</summary>
public sealed class SnmpRecord : FlowRecord
{
    public static readonly Table<SnmpRecord> Table = new Table<SnmpRecord>("snmp")
        .Flow()
        .Interval("duration", record => record.Duration)
        .String("version", record => record.Version)
        .String("community", record => record.Community)
        .Count("get_requests", record => record.GetRequests)
        .Count("get_bulk_requests", record => record.GetBulkRequests)
        .Count("get_responses", record => record.GetResponses)
        .Count("set_requests", record => record.SetRequests)
        .String("display_string", record => record.DisplayString)
        .Time("up_since", record => record.UpSince)
        .Frames();

    /// <summary>Seconds from the first to the last message.</summary>
    public double Duration { get; set; }

    /// <summary><c>1</c>, <c>2c</c> or <c>3</c>.</summary>
    public required string Version { get; init; }

    /// <summary>First character and length of the first message's community, for example <c>p…(6)</c>; for version 3 its user.</summary>
    public string? Community { get; set; }

    /// <summary>Variables, not messages; so are the following.</summary>
    public long GetRequests { get; set; }
    public long GetBulkRequests { get; set; }
    public long GetResponses { get; set; }
    public long SetRequests { get; set; }

    /// <summary>What the agent calls its system.</summary>
    public string? DisplayString { get; set; }

    /// <summary>When the agent says that it began.</summary>
    public long? UpSince { get; set; }
}
