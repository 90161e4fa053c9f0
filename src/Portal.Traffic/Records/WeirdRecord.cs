namespace Portal.Traffic.Records;

/// <summary>Something odd on the wire, by Zeek's name for it where Zeek has one.</summary>
public sealed class WeirdRecord : FlowRecord
{
    public static readonly Table<WeirdRecord> Table = new Table<WeirdRecord>("weird")
        .Flow()
        .String("name", record => record.Name)
        .String("addl", record => record.Additional)
        .Bool("notice", _ => false)
        .String("peer", _ => null)
        .String("source", record => record.Source)
        .Frames();

    public required string Name { get; init; }
    public string? Additional { get; init; }

    /// <summary>The analyzer that noticed it, for example <c>TCP</c>.</summary>
    public string? Source { get; init; }
}
