namespace Portal.Analysis.Detectors.LateralMovement;

/// <summary>Searches in what is in order; unlike the framework's, by a condition and without a copy of the keys.</summary>
internal static class Ordered
{
    /// <summary>How many of the first fulfil a condition that holds up to some place and not after it.</summary>
    public static int CountWhile(int count, Func<int, bool> holds)
    {
        var (first, end) = (0, count);
        while (first < end)
        {
            var middle = (first + end) / 2;
            if (holds(middle))
            {
                first = middle + 1;
            }
            else
            {
                end = middle;
            }
        }
        return first;
    }
}
