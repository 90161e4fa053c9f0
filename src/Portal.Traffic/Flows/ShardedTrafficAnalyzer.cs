using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using Portal.Traffic.Captures;
using Portal.Traffic.Flows.Shards;
using Portal.Traffic.Records;

namespace Portal.Traffic.Flows;

/// <summary>
/// A <see cref="TrafficAnalyzer"/> on all cores: frames are shared out by their two hosts, and the records of all shards
/// are written by one more thread in the order in which a single analyzer makes them. Its limits are each shard's share.
/// Frames and records that wait are bounded.
/// </summary>
public sealed class ShardedTrafficAnalyzer : IRecordSink, IDisposable
{
    /// <summary>Each has a megabyte of frames; one being filled, one being written, and some for the shards.</summary>
    private const int MaxBatches = 6;

    private readonly IRecordSink _sink;
    private readonly Shard[] _shards;
    private readonly ShardWorker[] _workers;
    private readonly BlockingCollection<FrameBatch> _sent = new(MaxBatches);
    private readonly BlockingCollection<FrameBatch> _free = new(MaxBatches);
    private readonly Thread _writer;
    private FrameBatch _batch;
    private int _batches = 1;
    private bool _isFinished;
    private volatile ExceptionDispatchInfo? _failure;

    /// <param name="options">Of the capture as a whole.</param>
    /// <param name="sink">Is called by one thread, another than the caller's, until <see cref="Finish"/> has returned.</param>
    public ShardedTrafficAnalyzer(TrafficAnalyzerOptions options, IRecordSink sink)
    {
        _sink = new RunRecords(sink);
        var share = options.Share(HostPairShard.Count);
        _shards = [.. Enumerable.Range(0, HostPairShard.Count).Select(index => new Shard(index, share))];
        var workers = Math.Min(Environment.ProcessorCount, HostPairShard.Count);
        _workers =
        [
            .. Enumerable
                .Range(0, workers)
                .Select(worker => new ShardWorker([.. _shards.Where((_, index) => index % workers == worker)], Fail)),
        ];
        _batch = new FrameBatch();
        _writer = new Thread(WriteAll) { IsBackground = true, Name = "record writer" };
        _writer.Start();
    }

    /// <summary>Of all shards together; whole after <see cref="Finish"/>.</summary>
    public TrafficCounters Counters { get; } = new();

    /// <summary>Takes the next frame of a capture; parameters as <see cref="TrafficAnalyzer.Process"/>.</summary>
    public void Process(long frame, long time, LinkType linkType, ReadOnlySpan<byte> data, uint originalLength)
    {
        var shard = HostPairShard.Of(linkType, data, originalLength);
        while (!_batch.TryAdd(shard, frame, time, linkType, data, originalLength))
        {
            Send();
            _batch = NextBatch();
        }
        _batch.Records[^1].MoveTo(new RecordPlace(frame, long.MaxValue, 0));
    }

    /// <summary>A record of the caller's own, written behind those of the last frame. Never fails; see <see cref="ThrowIfFailed"/>.</summary>
    public void Write<TRecord>(Table<TRecord> table, TRecord record)
        where TRecord : class => _batch.Records[^1].Write(table, record);

    /// <exception cref="IOException">A record could not be written.</exception>
    public void ThrowIfFailed() => _failure?.Throw();

    /// <summary>The capture is over: ends all open flows and waits until every record is written.</summary>
    /// <exception cref="IOException">A record could not be written.</exception>
    public void Finish()
    {
        if (!_isFinished)
        {
            _isFinished = true;
            _batch.IsLast = true;
            Send();
            Stop();
            foreach (var shard in _shards)
            {
                Counters.Add(shard.Counters);
            }
        }
        ThrowIfFailed();
    }

    /// <summary>Ends the threads; what was not written by then is lost.</summary>
    public void Dispose()
    {
        Stop();
        foreach (var worker in _workers)
        {
            worker.Dispose();
        }
        _batch.Dispose();
        while (_free.TryTake(out var batch))
        {
            batch.Dispose();
        }
        _sent.Dispose();
        _free.Dispose();
    }

    private void Send()
    {
        _batch.Expect(_workers.Length);
        foreach (var worker in _workers)
        {
            worker.Send(_batch);
        }
        _sent.Add(_batch);
    }

    private FrameBatch NextBatch()
    {
        if (_free.TryTake(out var free))
        {
            return free;
        }
        if (_batches < MaxBatches)
        {
            _batches++;
            return new FrameBatch();
        }
        return _free.Take();
    }

    private void Stop()
    {
        if (!_sent.IsAddingCompleted)
        {
            _sent.CompleteAdding();
        }
        _writer.Join();
    }

    private void Fail(Exception failure) => _failure ??= ExceptionDispatchInfo.Capture(failure);

    private void WriteAll()
    {
        foreach (var batch in _sent.GetConsumingEnumerable())
        {
            batch.Done.Wait();
            // After a failure batches only pass, so that the one who reads is never left waiting.
            if (_failure is null)
            {
                try
                {
                    PlacedRecords.Merge(batch.Records, _sink);
                }
                catch (Exception failure)
                {
                    Fail(failure);
                }
            }
            batch.Clear();
            _free.Add(batch);
        }
    }
}
