namespace Portal.Traffic.Records;

/// <summary>A DNP3 request and its response, with the columns and the meaning of Zeek's dnp3.log.</summary>
public sealed class Dnp3Record : FlowRecord
{
    public static readonly Table<Dnp3Record> Table = new Table<Dnp3Record>("dnp3")
        .Flow()
        .String("fc_request", record => record.Request)
        .String("fc_reply", record => record.Reply)
        .Count("iin", record => record.Indications)
        .Frames();

    /// <summary>For example <c>READ</c>; null for a response that nobody asked for.</summary>
    public string? Request { get; set; }
    public string? Reply { get; set; }

    /// <summary>The outstation's internal indications: restart, trouble, events at hand (IEEE 1815 §4.2.2.6).</summary>
    public long? Indications { get; set; }
}
