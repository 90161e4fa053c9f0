using Portal.Traffic.Records;

namespace Portal.Analysis.Store;

/// <summary>Reads each column off a record into its buffer.</summary>
internal sealed class TypedTable<TRecord>
    where TRecord : class
{
    private readonly Action<TRecord>[] _columns;

    public TypedTable(TableBuffer buffer, Table<TRecord> table)
    {
        Buffer = buffer;
        _columns =
        [
            .. table.Readers.Select(reader =>
                Bind(
                    buffer.Column(reader.Definition)
                        ?? throw new InvalidOperationException($"Table {table.Name} has too many columns."),
                    reader.Read
                )
            ),
        ];
    }

    public TableBuffer Buffer { get; }

    public void Append(TRecord record)
    {
        foreach (var column in _columns)
        {
            column(record);
        }
        Buffer.EndRow();
    }

    private static Action<TRecord> Bind(ColumnBuffer column, Delegate read) =>
        read switch
        {
            Func<TRecord, long?> get => record =>
            {
                if (get(record) is { } value)
                {
                    column.Append(value);
                }
            },
            Func<TRecord, double?> get => record =>
            {
                if (get(record) is { } value)
                {
                    column.Append(value);
                }
            },
            Func<TRecord, bool?> get => record =>
            {
                if (get(record) is { } value)
                {
                    column.Append(value);
                }
            },
            Func<TRecord, string?> get => record =>
            {
                if (get(record) is { } value)
                {
                    column.Append(value);
                }
            },
            Func<TRecord, IReadOnlyList<string>?> get => record => AppendList(column, get(record)),
            Func<TRecord, IReadOnlyList<long>?> get => record => AppendList(column, get(record)),
            Func<TRecord, IReadOnlyList<double>?> get => record => AppendList(column, get(record)),
            _ => throw new InvalidOperationException(
                $"Column {column.Definition.Name} is read by {read.GetType()}, which is not one of Table's kinds."
            ),
        };

    private static void AppendList(ColumnBuffer column, IReadOnlyList<string>? values)
    {
        if (values is null)
        {
            return;
        }
        column.BeginList();
        for (var i = 0; i < values.Count; i++)
        {
            column.Append(values[i]);
        }
        column.EndList();
    }

    private static void AppendList(ColumnBuffer column, IReadOnlyList<long>? values)
    {
        if (values is null)
        {
            return;
        }
        column.BeginList();
        for (var i = 0; i < values.Count; i++)
        {
            column.Append(values[i]);
        }
        column.EndList();
    }

    private static void AppendList(ColumnBuffer column, IReadOnlyList<double>? values)
    {
        if (values is null)
        {
            return;
        }
        column.BeginList();
        for (var i = 0; i < values.Count; i++)
        {
            column.Append(values[i]);
        }
        column.EndList();
    }
}
