using System.Data.Common;
using DuckDB.NET.Data;
using Portal.Traffic.Records;

namespace Portal.Analysis.Store;

/// <summary>
/// Read-only SQL over one or many record sets: an in-memory DuckDB with one view a table and the column <c>evidence</c>
/// (SHA-256). Known tables without rows are empty views, so that no query fails for a missing one. Times are TIMESTAMP_NS in
/// UTC: read them as <c>epoch_ns(ts)</c>. Queries of several threads may run at once.
/// </summary>
public sealed class RecordDatabase : IDisposable
{
    private readonly DuckDBConnection _connection;
    private readonly string _spill;
    private readonly string _derived;
    private readonly Lock _deriving = new();
    private readonly HashSet<string> _derivedTables = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, TableView> _tables = new(StringComparer.OrdinalIgnoreCase);

    private RecordDatabase(DuckDBConnection connection, string spill)
    {
        _connection = connection;
        _spill = spill;
        _derived = spill + "-derived";
    }

    /// <summary>Names of all tables, with rows or without, in alphabetical order.</summary>
    public IReadOnlyCollection<string> Tables => _tables.Keys;

    /// <param name="sets">One for each evidence; of two for the same evidence the latter counts.</param>
    /// <param name="options">Null for the defaults.</param>
    public static RecordDatabase Open(IReadOnlyList<RecordSet> sets, RecordDatabaseOptions? options = null)
    {
        options ??= new RecordDatabaseOptions();
        var distinct = sets.GroupBy(set => set.Manifest.Sha256, StringComparer.Ordinal)
            .Select(group => group.Last())
            .ToList();
        var connection = new DuckDBConnection("DataSource=:memory:");
        var spill = Path.Combine(options.TempDirectory ?? Path.GetTempPath(), "duckdb-" + Path.GetRandomFileName());
        var database = new RecordDatabase(connection, spill);
        try
        {
            connection.Open();
            database.Configure(options);
            database.CreateViews(distinct);
            database.Lock(distinct);
            return database;
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    /// <summary>All columns of a table's view, <c>evidence</c> last; empty when there is no such table.</summary>
    public IReadOnlyList<ColumnDefinition> Columns(string table) =>
        _tables.TryGetValue(table, out var view) ? view.Columns : [];

    /// <summary>The columns that the evidence itself has; empty when no set has the table.</summary>
    public IReadOnlyList<ColumnDefinition> StoredColumns(string table) =>
        _tables.TryGetValue(table, out var view) ? view.Stored : [];

    public bool HasRows(string table) => RowCount(table) > 0;

    /// <summary>Rows over all sets; 0 when there is no such table.</summary>
    public long RowCount(string table) => _tables.TryGetValue(table, out var view) ? view.Rows : 0;

    /// <summary>Reads the rows of our own SQL one after the other; it must be complete, never put together from input.</summary>
    /// <param name="sql">Parameters as <c>$name</c>.</param>
    /// <param name="read">Called for each row.</param>
    /// <param name="parameters">Names without the <c>$</c>.</param>
    public IEnumerable<T> Query<T>(
        string sql,
        Func<DuckDBDataReader, T> read,
        params (string Name, object? Value)[] parameters
    ) => Query(sql, read, CancellationToken.None, parameters);

    /// <summary>As the other, and can be cancelled in the middle of the query.</summary>
    public IEnumerable<T> Query<T>(
        string sql,
        Func<DuckDBDataReader, T> read,
        CancellationToken cancellation,
        params (string Name, object? Value)[] parameters
    )
    {
        cancellation.ThrowIfCancellationRequested();
        using var rows = new RowCursor(Connect(), sql, parameters, cancellation);
        while (rows.MoveNext())
        {
            yield return read(rows.Row);
        }
    }

    /// <summary>Runs SQL that a person wrote: one SELECT over the tables, nothing else.</summary>
    /// <exception cref="QueryRefusedException">Not a SELECT, wrong, or longer than <paramref name="timeout"/>.</exception>
    public QueryResult UserQuery(string sql, int maxRows, TimeSpan timeout, CancellationToken cancellation = default)
    {
        IReadOnlyList<string> columns = [];
        IReadOnlyList<string> types = [];
        var rows = new List<object?[]>();
        var isCut = false;
        UserQuery(
            sql,
            timeout,
            (names, kinds) => (columns, types) = (names, kinds),
            row =>
            {
                isCut = rows.Count == maxRows;
                if (!isCut)
                {
                    rows.Add(row);
                }
                return !isCut;
            },
            cancellation
        );
        return new QueryResult(columns, types, rows, isCut);
    }

    /// <summary>As the other, row by row: for results of any size.</summary>
    /// <param name="sql">One SELECT.</param>
    /// <param name="timeout">Or <see cref="Timeout.InfiniteTimeSpan"/>.</param>
    /// <param name="onColumns">Gets the names and DuckDB's types, once.</param>
    /// <param name="onRow">Gets each row; false ends the query.</param>
    /// <param name="cancellation">Ends the query in its middle.</param>
    /// <exception cref="QueryRefusedException">Not a SELECT, wrong, or longer than <paramref name="timeout"/>.</exception>
    public void UserQuery(
        string sql,
        TimeSpan timeout,
        Action<IReadOnlyList<string>, IReadOnlyList<string>> onColumns,
        Func<object?[], bool> onRow,
        CancellationToken cancellation = default
    )
    {
        using var connection = Connect();
        using var timer = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        timer.CancelAfter(timeout);
        try
        {
            UserSql.Check(connection, sql);
            using var command = connection.CreateCommand();
            command.CommandText = sql;
            command.UseStreamingMode = true;
            using var stop = timer.Token.Register(command.Cancel);
            using var reader = command.ExecuteReader();
            var width = reader.FieldCount;
            onColumns(
                [.. Enumerable.Range(0, width).Select(reader.GetName)],
                [.. Enumerable.Range(0, width).Select(reader.GetDataTypeName)]
            );
            while (reader.Read())
            {
                timer.Token.ThrowIfCancellationRequested();
                if (!onRow(ReadRow(reader, width)))
                {
                    return;
                }
            }
        }
        catch (OperationCanceledException exception) when (!cancellation.IsCancellationRequested)
        {
            throw new QueryRefusedException($"The query took longer than {timeout.TotalSeconds:0.#} s.", exception);
        }
        catch (InvalidCastException exception)
        {
            throw new QueryRefusedException(
                "A column holds unset values inside nested lists: cast it to VARCHAR.",
                exception
            );
        }
        catch (DuckDBException exception)
        {
            throw new QueryRefusedException(exception.Message, exception);
        }
    }

    /// <summary>
    /// Works a table out once, for queries that all begin with the same joins: it goes to a file beside what DuckDB spills, so
    /// that it takes no memory, and is gone with this object.
    /// </summary>
    /// <param name="name">Of the view that is made; the first call for a name counts.</param>
    /// <param name="sql">Our own SQL, without parameters.</param>
    /// <param name="cancellation">Stops the work; nothing is left of it then.</param>
    internal void Derive(string name, string sql, CancellationToken cancellation)
    {
        lock (_deriving)
        {
            if (_derivedTables.Contains(name))
            {
                return;
            }
            Directory.CreateDirectory(_derived);
            var file = TableView.Literal(Path.Combine(_derived, name + ".parquet").Replace('\\', '/'));
            using var connection = Connect();
            using var command = connection.CreateCommand();
            using var stop = cancellation.Register(command.Cancel);
            command.CommandText = $"COPY ({sql}) TO {file} (FORMAT parquet, ROW_GROUP_SIZE 61440)";
            command.ExecuteNonQuery();
            command.CommandText = $"CREATE VIEW {TableView.Quote(name)} AS SELECT * FROM read_parquet({file})";
            command.ExecuteNonQuery();
            _derivedTables.Add(name);
        }
    }

    /// <summary>Whether <see cref="Derive"/> has made the view.</summary>
    internal bool IsDerived(string name)
    {
        lock (_deriving)
        {
            return _derivedTables.Contains(name);
        }
    }

    public void Dispose()
    {
        _connection.Dispose();
        if (Directory.Exists(_derived))
        {
            Directory.Delete(_derived, recursive: true);
        }
        if (Directory.Exists(_spill))
        {
            Directory.Delete(_spill, recursive: true);
        }
    }

    private static object?[] ReadRow(DuckDBDataReader reader, int width)
    {
        var row = new object?[width];
        for (var i = 0; i < width; i++)
        {
            row[i] = reader.Value(i);
        }
        return row;
    }

    private DuckDBConnection Connect()
    {
        var connection = _connection.Duplicate();
        connection.Open();
        return connection;
    }

    private void Configure(RecordDatabaseOptions options)
    {
        var threads = options.Threads > 0 ? options.Threads : Math.Min(Environment.ProcessorCount, 4);
        Execute($"SET memory_limit = '{options.MemoryLimitMegabytes}MB'");
        Execute($"SET threads = {threads}");
        Execute($"SET temp_directory = {TableView.Literal(_spill)}");
        // Memory that a query has given back goes to the system, not to the next query only.
        Execute("SET allocator_background_threads = true");
        if (threads == 1)
        {
            // One thread keeps the order by itself; DuckDB would hold back all rows of a copy to be sure of it.
            Execute("SET preserve_insertion_order = false");
        }
        Execute("SET TimeZone = 'UTC'");
        Execute("SET autoinstall_known_extensions = false");
        Execute("SET autoload_known_extensions = false");
    }

    private void CreateViews(IReadOnlyList<RecordSet> sets)
    {
        var files = new Dictionary<string, List<TableFile>>(StringComparer.Ordinal);
        foreach (var set in sets)
        {
            foreach (var (table, paths) in set.Files())
            {
                if (!files.TryGetValue(table, out var known))
                {
                    files.Add(table, known = []);
                }
                known.AddRange(paths.Select(TableFile.Read));
            }
        }
        var names = files.Keys.Union(KnownTables.All.Keys, StringComparer.Ordinal);
        foreach (var name in names.Order(StringComparer.Ordinal))
        {
            var rows = sets.Sum(set => set.Manifest.Records.GetValueOrDefault(name));
            var view = TableView.Create(name, files.GetValueOrDefault(name, []), rows);
            _tables.Add(name, view);
        }
        Execute(string.Join(";\n", _tables.Values.Select(view => view.Sql)));
    }

    private void Lock(IReadOnlyList<RecordSet> sets)
    {
        var folders = sets.Select(set => set.Folder)
            .Append(_derived)
            .Select(folder => TableView.Literal(folder.Replace('\\', '/')));
        Execute($"SET allowed_directories = [{string.Join(", ", folders)}]");
        Execute("SET enable_external_access = false");
        Execute("SET lock_configuration = true");
    }

    private void Execute(string sql)
    {
        using DbCommand command = _connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
