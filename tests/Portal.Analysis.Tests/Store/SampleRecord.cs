using Portal.Traffic.Records;

namespace Portal.Analysis.Tests.Store;

/// <summary>A record with a column of every kind.</summary>
internal sealed record SampleRecord
{
    public static readonly Table<SampleRecord> Table = new Table<SampleRecord>("sample")
        .Time("ts", record => record.Time)
        .Interval("duration", record => record.Duration)
        .String("name", record => record.Name)
        .Addr("host", record => record.Host)
        .Port("p", record => record.Port)
        .Bool("local", record => record.IsLocal)
        .Vector("answers", record => record.Answers)
        .IntervalVector("TTLs", record => record.Ttls);

    public long? Time { get; init; }
    public double? Duration { get; init; }
    public string? Name { get; init; }
    public string? Host { get; init; }
    public long? Port { get; init; }
    public bool? IsLocal { get; init; }
    public IReadOnlyList<string>? Answers { get; init; }
    public IReadOnlyList<double>? Ttls { get; init; }
}
