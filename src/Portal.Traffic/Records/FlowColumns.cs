namespace Portal.Traffic.Records;

/// <summary>The columns that every table of flows begins and ends with.</summary>
public static class FlowColumns
{
    /// <summary><c>ts uid id.orig_h id.orig_p id.resp_h id.resp_p</c>.</summary>
    public static Table<TRecord> Flow<TRecord>(this Table<TRecord> table)
        where TRecord : FlowRecord =>
        table.Time("ts", record => record.Timestamp).String("uid", record => record.Uid).Endpoints();

    /// <summary><c>id.orig_h id.orig_p id.resp_h id.resp_p</c>.</summary>
    public static Table<TRecord> Endpoints<TRecord>(this Table<TRecord> table)
        where TRecord : FlowRecord =>
        table
            .Addr("id.orig_h", record => record.Id?.OriginatorHost)
            .Port("id.orig_p", record => record.Id?.OriginatorPort)
            .Addr("id.resp_h", record => record.Id?.ResponderHost)
            .Port("id.resp_p", record => record.Id?.ResponderPort);

    /// <summary><c>first_frame last_frame</c>: ours, beside Zeek's.</summary>
    public static Table<TRecord> Frames<TRecord>(this Table<TRecord> table)
        where TRecord : FlowRecord =>
        table.Count("first_frame", record => record.FirstFrame).Count("last_frame", record => record.LastFrame);
}
