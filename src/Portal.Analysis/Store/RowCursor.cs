using DuckDB.NET.Data;

namespace Portal.Analysis.Store;

/// <summary>
/// The rows of one of our own queries, one after the other. It knows nothing of what is read from them, so that it is
/// compiled once and not for every type of row.
/// </summary>
internal sealed class RowCursor : IDisposable
{
    private readonly DuckDBConnection _connection;
    private readonly DuckDBCommand _command;
    private readonly CancellationTokenRegistration _stop;
    private readonly CancellationToken _cancellation;
    private readonly DuckDBDataReader? _reader;

    /// <summary>Starts the query.</summary>
    /// <param name="connection">Open, and closed with this object.</param>
    /// <param name="sql">Parameters as <c>$name</c>.</param>
    /// <param name="parameters">Names without the <c>$</c>.</param>
    /// <param name="cancellation">Ends the query in its middle.</param>
    public RowCursor(
        DuckDBConnection connection,
        string sql,
        (string Name, object? Value)[] parameters,
        CancellationToken cancellation
    )
    {
        (_connection, _cancellation) = (connection, cancellation);
        _command = connection.CreateCommand();
        try
        {
            _command.CommandText = sql;
            _command.UseStreamingMode = true;
            foreach (var (name, value) in parameters)
            {
                _command.Parameters.Add(new DuckDBParameter(name, value));
            }
            _stop = cancellation.Register(_command.Cancel);
            _reader = Interruptible(_command.ExecuteReader);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>At the current row.</summary>
    public DuckDBDataReader Row => _reader!;

    /// <summary>To the first row, or the next.</summary>
    public bool MoveNext()
    {
        var isRow = Interruptible(_reader!.Read);
        if (isRow)
        {
            _cancellation.ThrowIfCancellationRequested();
        }
        return isRow;
    }

    public void Dispose()
    {
        _reader?.Dispose();
        _stop.Dispose();
        _command.Dispose();
        _connection.Dispose();
    }

    /// <summary>A query that was told to stop fails as an interrupted one: for the caller it was cancelled.</summary>
    private T Interruptible<T>(Func<T> step)
    {
        try
        {
            return step();
        }
        catch (DuckDBException) when (_cancellation.IsCancellationRequested)
        {
            throw new OperationCanceledException(_cancellation);
        }
    }
}
