using System.Text;
using Portal.Analysis.Detectors;
using Portal.Analysis.Detectors.Hosts;
using Portal.Analysis.Store;
using Portal.Analysis.Tests.Store;
using Portal.Traffic.Records;

namespace Portal.Analysis.Tests.Detectors;

/// <summary>A small case made of rows: real Parquet files, real DuckDB, no parser.</summary>
internal sealed class CaseBuilder : IDisposable
{
    /// <summary>2025-11-15 00:00 UTC in seconds.</summary>
    public const double Start = 1_763_164_800;

    private readonly TemporaryStore _store = new();
    private readonly List<(string Evidence, string Table, (string Column, object? Value)[] Values)> _rows = [];
    private RecordDatabase? _database;
    private long _uid;

    public string Capture { get; } = new('c', 64);

    public void Row(string table, params (string Column, object? Value)[] values) => Row(Capture, table, values);

    public void Row(string evidence, string table, params (string Column, object? Value)[] values) =>
        _rows.Add((evidence, table, values));

    /// <summary>One flow with frames; returns its uid.</summary>
    public string Flow(
        double seconds,
        string source,
        string destination,
        int port,
        string protocol = "tcp",
        string? service = null,
        long sent = 500,
        long received = 900,
        string state = "SF",
        double duration = 0.2,
        string? evidence = null
    )
    {
        var uid = $"C{++_uid}";
        Row(
            evidence ?? Capture,
            "conn",
            ("ts", Start + seconds),
            ("uid", uid),
            ("id.orig_h", source),
            ("id.orig_p", 40000 + (_uid % 20000)),
            ("id.resp_h", destination),
            ("id.resp_p", (long)port),
            ("proto", protocol),
            ("service", service),
            ("duration", duration),
            ("orig_bytes", sent),
            ("resp_bytes", received),
            ("orig_ip_bytes", sent + 240),
            ("conn_state", state),
            ("orig_pkts", 6L),
            ("resp_pkts", state is "S0" ? 0L : 5L),
            ("first_frame", (_uid * 20) + 1),
            ("last_frame", (_uid * 20) + 11)
        );
        return uid;
    }

    public DetectionContext Context(AnalysisOptions? options = null)
    {
        options ??= new AnalysisOptions();
        var database = Open();
        return new DetectionContext(
            database,
            [],
            options,
            HostInventory.Read(database, InternalNetworks.Create(options.Networks))
        );
    }

    public RecordDatabase Open()
    {
        if (_database is not null)
        {
            return _database;
        }
        var sets = new List<RecordSet>();
        foreach (var evidence in _rows.GroupBy(row => row.Evidence))
        {
            using var writer = _store.Store.Create();
            foreach (var table in evidence.GroupBy(row => row.Table))
            {
                Write(writer, table.Key, [.. table.Select(row => row.Values)]);
            }
            sets.Add(writer.Publish(TemporaryStore.Manifest(evidence.Key)));
        }
        return _database = RecordDatabase.Open(sets);
    }

    public void Dispose()
    {
        _database?.Dispose();
        _store.Dispose();
    }

    private static void Write(
        RecordSetWriter writer,
        string table,
        IReadOnlyList<(string Column, object? Value)[]> rows
    )
    {
        var known = KnownTables.All[table].ToDictionary(column => column.Name);
        var columns = rows.SelectMany(row => row.Select(value => value.Column))
            .Distinct()
            .Select(name => known.TryGetValue(name, out var column) ? column : Place(name))
            .ToList();
        var appender = writer.Open(table, columns);
        foreach (var row in rows)
        {
            foreach (var (name, value) in row)
            {
                Append(appender, columns.FindIndex(column => column.Name == name), value);
            }
            appender.EndRow();
        }
    }

    private static ColumnDefinition Place(string name) =>
        new(name, name is "first_frame" or "last_frame" or "line" ? ZeekType.Count : ZeekType.String);

    private static void Append(RowAppender appender, int column, object? value)
    {
        switch (value)
        {
            case null:
                break;
            case double seconds when seconds > 1e9:
                appender.Append(column, (long)(seconds * 1e6) * 1000);
                break;
            case double number:
                appender.Append(column, number);
                break;
            case bool flag:
                appender.Append(column, flag);
                break;
            case string text:
                appender.Append(column, Encoding.UTF8.GetBytes(text));
                break;
            case string[] texts:
                appender.BeginList(column);
                foreach (var element in texts)
                {
                    appender.Element(column, Encoding.UTF8.GetBytes(element));
                }
                appender.EndList(column);
                break;
            default:
                appender.Append(column, Convert.ToInt64(value));
                break;
        }
    }
}
