using DuckDB.NET.Data;
using Portal.Analysis.Store;

namespace Portal.Analysis.Detectors;

/// <summary>
/// The records with the memory that is usual and, once something found no room in it, with more: what is usual is enough for
/// all but the largest evidence, and a finding that is missed costs more than memory.
/// </summary>
/// <param name="database">With the memory that is usual; not used any more once the other is asked for.</param>
/// <param name="larger">
/// Opens the same records with more memory, for its owner to close; null when there is no more. Called at most once.
/// </param>
internal sealed class AnalysisRoom(RecordDatabase database, Func<RecordDatabase?> larger)
{
    private bool _isAsked;

    /// <summary>The records as they are open now.</summary>
    public RecordDatabase Database { get; private set; } = database;

    /// <summary>Whether there is more room now than before.</summary>
    public bool TryGrow()
    {
        if (_isAsked)
        {
            return false;
        }
        _isAsked = true;
        var grown = larger();
        Database = grown ?? Database;
        return grown is not null;
    }

    /// <summary>Reads, and once more with more room where DuckDB found none.</summary>
    /// <exception cref="DuckDBException">Also with more room, or for another reason.</exception>
    public T Read<T>(Func<RecordDatabase, T> read)
    {
        try
        {
            return read(Database);
        }
        catch (DuckDBException failure) when (DetectorFailure.IsRoomMissing(failure.Message) && TryGrow())
        {
            return read(Database);
        }
    }
}
