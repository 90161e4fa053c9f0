namespace Portal.Analysis.Demo.Wire;

/// <summary>Collects frames in any order and gives them back in time, with the numbers they have in the capture.</summary>
internal sealed class FrameTape
{
    private readonly List<Entry> _entries = [];

    /// <param name="time">Nanoseconds since 1970 UTC; microseconds are what the capture keeps.</param>
    /// <param name="bytes">The whole frame from its Ethernet header.</param>
    /// <param name="scene">Which scene it belongs to, so that the truth can name its frames.</param>
    public void Add(long time, byte[] bytes, string scene) =>
        _entries.Add(new Entry(time / 1000 * 1000, _entries.Count, bytes, scene));

    /// <summary>The frames in order of time; those of the same microsecond in the order in which they were added.</summary>
    public IReadOnlyList<Entry> InOrder() => [.. _entries.OrderBy(entry => entry.Time).ThenBy(entry => entry.Order)];

    internal sealed record Entry(long Time, int Order, byte[] Bytes, string Scene);
}
