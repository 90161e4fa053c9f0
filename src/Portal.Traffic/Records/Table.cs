namespace Portal.Traffic.Records;

/// <summary>A table of records: its name as in Zeek (<c>conn</c>, <c>dns</c>, …) and its columns in Zeek's order.</summary>
public abstract class Table(string name)
{
    public string Name { get; } = name;

    public abstract IReadOnlyList<ColumnDefinition> Columns { get; }
}

/// <summary>
/// A table whose rows are <typeparamref name="TRecord"/>: each column is declared once, with the way to read it off a
/// record; writers, Zeek headers and SQL views follow from it. Getters return null for "unset".
/// </summary>
public sealed class Table<TRecord>(string name) : Table(name)
    where TRecord : class
{
    private readonly List<Column<TRecord>> _columns = [];

    public override IReadOnlyList<ColumnDefinition> Columns => [.. _columns.Select(column => column.Definition)];

    public IReadOnlyList<Column<TRecord>> Readers => _columns;

    /// <summary>Nanoseconds since 1970 UTC.</summary>
    public Table<TRecord> Time(string name, Func<TRecord, long?> read) => Add(name, ZeekType.Time, read);

    /// <summary>Seconds.</summary>
    public Table<TRecord> Interval(string name, Func<TRecord, double?> read) => Add(name, ZeekType.Interval, read);

    public Table<TRecord> String(string name, Func<TRecord, string?> read) => Add(name, ZeekType.String, read);

    public Table<TRecord> Enum(string name, Func<TRecord, string?> read) => Add(name, ZeekType.Enum, read);

    public Table<TRecord> Addr(string name, Func<TRecord, string?> read) => Add(name, ZeekType.Addr, read);

    public Table<TRecord> Port(string name, Func<TRecord, long?> read) => Add(name, ZeekType.Port, read);

    public Table<TRecord> Count(string name, Func<TRecord, long?> read) => Add(name, ZeekType.Count, read);

    public Table<TRecord> Int(string name, Func<TRecord, long?> read) => Add(name, ZeekType.Int, read);

    public Table<TRecord> Double(string name, Func<TRecord, double?> read) => Add(name, ZeekType.Double, read);

    public Table<TRecord> Bool(string name, Func<TRecord, bool?> read) => Add(name, ZeekType.Bool, read);

    public Table<TRecord> Vector(string name, Func<TRecord, IReadOnlyList<string>?> read) =>
        Add(name, ZeekType.String, read, ZeekContainer.Vector);

    public Table<TRecord> AddrVector(string name, Func<TRecord, IReadOnlyList<string>?> read) =>
        Add(name, ZeekType.Addr, read, ZeekContainer.Vector);

    public Table<TRecord> Set(string name, Func<TRecord, IReadOnlyList<string>?> read) =>
        Add(name, ZeekType.String, read, ZeekContainer.Set);

    public Table<TRecord> EnumSet(string name, Func<TRecord, IReadOnlyList<string>?> read) =>
        Add(name, ZeekType.Enum, read, ZeekContainer.Set);

    /// <summary>Seconds each.</summary>
    public Table<TRecord> IntervalVector(string name, Func<TRecord, IReadOnlyList<double>?> read) =>
        Add(name, ZeekType.Interval, read, ZeekContainer.Vector);

    public Table<TRecord> CountVector(string name, Func<TRecord, IReadOnlyList<long>?> read) =>
        Add(name, ZeekType.Count, read, ZeekContainer.Vector);

    private Table<TRecord> Add(string name, ZeekType type, Delegate read, ZeekContainer container = ZeekContainer.None)
    {
        _columns.Add(new Column<TRecord>(new ColumnDefinition(name, type, container), read));
        return this;
    }
}
