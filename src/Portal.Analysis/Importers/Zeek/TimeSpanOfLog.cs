namespace Portal.Analysis.Importers.Zeek;

/// <summary>The first and the last time of the rows of a log.</summary>
internal sealed class TimeSpanOfLog
{
    /// <summary>Nanoseconds since 1970 UTC; null while there is no row.</summary>
    public long? First { get; private set; }

    public long? Last { get; private set; }

    public void Add(long time)
    {
        if (First is not { } first || time < first)
        {
            First = time;
        }
        if (Last is not { } last || time > last)
        {
            Last = time;
        }
    }
}
