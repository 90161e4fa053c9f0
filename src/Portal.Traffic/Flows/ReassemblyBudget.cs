namespace Portal.Traffic.Flows;

/// <summary>Bytes held back by all reassemblers together, with a limit; counts what the limits cost.</summary>
/// <param name="totalLimit">Bytes over all flows.</param>
/// <param name="sideLimit">Bytes of one side of one flow.</param>
public sealed class ReassemblyBudget(long totalLimit, int sideLimit)
{
    public int SideLimit { get; } = sideLimit;

    /// <summary>Bytes held now.</summary>
    public long Held { get; private set; }

    /// <summary>The most that was held at once.</summary>
    public long Peak { get; private set; }

    /// <summary>How often a side gave up waiting for missing bytes because a limit was reached.</summary>
    public long LimitsHit { get; private set; }

    internal bool HasRoom(int bytes) => Held + bytes <= totalLimit;

    internal void Take(int bytes)
    {
        Held += bytes;
        Peak = Math.Max(Peak, Held);
    }

    internal void Return(int bytes) => Held -= bytes;

    internal void CountLimit() => LimitsHit++;
}
