using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using Portal.Analysis.Store;
using Portal.Traffic.Records;

namespace Portal.Analysis.Importers.Captures;

/// <summary>
/// Passes records on to the writer by a thread of its own, in their order: encoding a row costs about as much as following
/// its flow. What waits is bounded. <see cref="Complete"/> returns when all is written.
/// </summary>
internal sealed class RecordPipe : IRecordSink, IDisposable
{
    private const int BatchRecords = 256;
    private const int MaxBatches = 8;

    private readonly RecordSetWriter _output;
    private readonly BlockingCollection<Entry[]> _batches = new(MaxBatches);
    private readonly Thread _writer;
    private readonly Entry[] _batch = new Entry[BatchRecords];
    private int _count;
    private volatile ExceptionDispatchInfo? _failure;

    /// <param name="output">Nobody else writes to it until <see cref="Complete"/> has returned.</param>
    public RecordPipe(RecordSetWriter output)
    {
        _output = output;
        _writer = new Thread(WriteAll) { IsBackground = true, Name = "record writer" };
        _writer.Start();
    }

    private interface IStep
    {
        void Write(RecordSetWriter output, Table table, object record);
    }

    /// <summary>Never fails: who looks into a flow would be blamed. <see cref="ThrowIfFailed"/> tells.</summary>
    public void Write<TRecord>(Table<TRecord> table, TRecord record)
        where TRecord : class
    {
        _batch[_count++] = new Entry(Step<TRecord>.Instance, table, record);
        if (_count == BatchRecords)
        {
            Send();
        }
    }

    /// <exception cref="IOException">A record could not be written.</exception>
    public void ThrowIfFailed() => _failure?.Throw();

    /// <summary>Waits until every record is written.</summary>
    /// <exception cref="IOException">A record could not be written.</exception>
    public void Complete()
    {
        Send();
        Stop();
        ThrowIfFailed();
    }

    public void Dispose()
    {
        Stop();
        _batches.Dispose();
    }

    private void Send()
    {
        _batches.Add(_batch[.._count]);
        _count = 0;
    }

    private void Stop()
    {
        if (!_batches.IsAddingCompleted)
        {
            _batches.CompleteAdding();
        }
        _writer.Join();
    }

    private void WriteAll()
    {
        foreach (var batch in _batches.GetConsumingEnumerable())
        {
            // After a failure the rest is only taken, so that the one who sends is never left waiting.
            if (_failure is null)
            {
                TryWrite(batch);
            }
        }
    }

    private void TryWrite(Entry[] batch)
    {
        try
        {
            foreach (var (step, table, record) in batch)
            {
                step.Write(_output, table, record);
            }
        }
        catch (Exception failure)
        {
            _failure = ExceptionDispatchInfo.Capture(failure);
        }
    }

    private readonly record struct Entry(IStep Step, Table Table, object Record);

    private sealed class Step<TRecord> : IStep
        where TRecord : class
    {
        public static readonly Step<TRecord> Instance = new();

        public void Write(RecordSetWriter output, Table table, object record) =>
            output.Write((Table<TRecord>)table, (TRecord)record);
    }
}
