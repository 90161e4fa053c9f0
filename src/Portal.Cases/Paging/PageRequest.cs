namespace Portal.Cases.Paging;

/// <summary>A window of a list.</summary>
/// <param name="Skip">Rows before the window.</param>
/// <param name="Take">Rows wanted; at most <see cref="MaxTake"/> are given.</param>
public readonly record struct PageRequest(int Skip, int Take)
{
    /// <summary>Keeps one answer small enough to be drawn and sent at once.</summary>
    public const int MaxTake = 500;

    public static PageRequest First { get; } = new(0, 100);

    public PageRequest Bounded() => new(Math.Max(0, Skip), Math.Clamp(Take, 1, MaxTake));
}
