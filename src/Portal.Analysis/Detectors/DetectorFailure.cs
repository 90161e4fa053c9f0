namespace Portal.Analysis.Detectors;

/// <summary>A detector that broke on these records: what it would have found is not known.</summary>
/// <param name="Detector">Its identifier.</param>
/// <param name="Reason">One line for people.</param>
/// <param name="Detail">The exception, to be copied into a report of the fault.</param>
public sealed record DetectorFailure(string Detector, string Reason, string Detail)
{
    /// <summary>DuckDB found no room under its limit: with a larger one the detector may succeed.</summary>
    public bool IsOutOfMemory => IsRoomMissing(Detail);

    /// <summary>DuckDB says it in the message alone: its exceptions have one type and one code for everything.</summary>
    /// <param name="text">An exception with all that led to it.</param>
    internal static bool IsRoomMissing(string text) => text.Contains("Out of Memory Error", StringComparison.Ordinal);
}
