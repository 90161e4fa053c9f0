using Portal.Analysis.Store;

namespace Portal.Analysis.Importers.Zeek;

/// <summary>Finds the table of a JSON line: by <c>_path</c>, by a shipper's <c>@stream</c>, or by its keys.</summary>
internal sealed class ZeekJsonTables(ImportContext context, WarningCounter warnings, TimeSpanOfLog span)
{
    /// <summary>Forms of lines whose table is remembered; optional columns give each table some hundreds.</summary>
    private const int MaxSignatures = 10_000;

    private static readonly byte[][] s_markers =
    [
        [.. "_path"u8],
        [.. "@stream"u8],
    ];
    private static readonly byte[][] s_quotedMarkers =
    [
        [.. "\"_path\""u8],
        [.. "\"@stream\""u8],
    ];

    private readonly Dictionary<string, ZeekJsonTable> _byName = new(StringComparer.Ordinal);
    private readonly Dictionary<ulong, ZeekJsonTable> _bySignature = [];
    private byte[] _lastMarked = [];
    private ZeekJsonTable? _lastTable;

    /// <exception cref="System.Text.Json.JsonException">The line is no JSON object.</exception>
    public ZeekJsonTable For(ReadOnlySpan<byte> line)
    {
        for (var i = 0; i < s_markers.Length; i++)
        {
            var at = line.IndexOf(s_quotedMarkers[i]);
            if (at < 0)
            {
                continue;
            }
            // "_path":"conn" in the same words as on the line before: the same table.
            if (_lastTable is not null && line[at..].StartsWith(_lastMarked))
            {
                return _lastTable;
            }
            if (ZeekJsonKeys.Text(line, s_markers[i]) is { } name)
            {
                Remember(line[at..], name);
                return _lastTable!;
            }
        }
        var signature = ZeekJsonKeys.Signature(line);
        if (!_bySignature.TryGetValue(signature, out var table))
        {
            var keys = ZeekJsonKeys.Read(line);
            table = Table(ZeekTableInference.Infer(Canonical(keys)) ?? context.TableHint);
            if (_bySignature.Count < MaxSignatures)
            {
                _bySignature.Add(signature, table);
            }
        }
        return table;
    }

    private void Remember(ReadOnlySpan<byte> marked, string name)
    {
        _lastTable = Table(name);
        var quote = marked[1..].IndexOf((byte)'"') + 2; // behind the key
        var open = marked[quote..].IndexOf((byte)'"') + quote + 1;
        var close = marked[open..].IndexOf((byte)'"') + open;
        _lastMarked = marked[..(close + 1)].ToArray();
    }

    private ZeekJsonTable Table(string name)
    {
        var safe = TableNames.Table(name);
        if (!_byName.TryGetValue(safe, out var table))
        {
            // Beyond the limit of tables the writer gives the same table to all, under whatever name.
            if (_byName.Count >= RecordSetWriter.MaxTables && _byName.TryGetValue("other", out var other))
            {
                return other;
            }
            safe = _byName.Count >= RecordSetWriter.MaxTables ? "other" : safe;
            table = new ZeekJsonTable(safe, context, warnings, span);
            _byName.Add(safe, table);
        }
        return table;
    }

    private static List<string> Canonical(List<string> keys) =>
        [
            .. keys.Where(key => key is not ("_write_ts" or "_system_name") && !key.StartsWith('@'))
                .Select(key =>
                    key.StartsWith("id_orig_", StringComparison.Ordinal)
                    || key.StartsWith("id_resp_", StringComparison.Ordinal)
                        ? "id." + key[3..]
                        : key
                ),
        ];
}
