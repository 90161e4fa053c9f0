using System.Collections.Concurrent;

namespace Portal.Traffic.Flows.Shards;

/// <summary>A thread that takes its shards through every batch, one after the other.</summary>
internal sealed class ShardWorker : IDisposable
{
    private readonly IReadOnlyList<Shard> _shards;
    private readonly BlockingCollection<FrameBatch> _batches = [];
    private readonly Action<Exception> _failed;
    private readonly Thread _thread;

    /// <param name="shards">Nobody else's.</param>
    /// <param name="failed">Hears of an error that no analyzer's own boundary caught; batches are only passed on after it.</param>
    public ShardWorker(IReadOnlyList<Shard> shards, Action<Exception> failed)
    {
        _shards = shards;
        _failed = failed;
        _thread = new Thread(Run) { IsBackground = true, Name = "flow shard" };
        _thread.Start();
    }

    public void Send(FrameBatch batch) => _batches.Add(batch);

    public void Dispose()
    {
        _batches.CompleteAdding();
        _thread.Join();
        _batches.Dispose();
    }

    private void Run()
    {
        var isBroken = false;
        foreach (var batch in _batches.GetConsumingEnumerable())
        {
            try
            {
                if (!isBroken)
                {
                    foreach (var shard in _shards)
                    {
                        shard.Process(batch);
                    }
                }
            }
            catch (Exception failure)
            {
                isBroken = true;
                _failed(failure);
            }
            finally
            {
                batch.OnWorkerDone();
            }
        }
    }
}
