using System.Globalization;

namespace Portal.Cli;

/// <summary>A list of frame numbers such as <c>1,5-9</c>.</summary>
internal sealed class FrameNumbers
{
    private readonly List<(long First, long Last)> _ranges = [];

    /// <summary>Null if the text is no such list.</summary>
    public static FrameNumbers? TryParse(string text)
    {
        var numbers = new FrameNumbers();
        foreach (var part in text.Split(',', StringSplitOptions.TrimEntries))
        {
            var ends = part.Split('-');
            if (
                ends.Length > 2
                || !long.TryParse(ends[0], NumberStyles.None, CultureInfo.InvariantCulture, out var first)
                || !long.TryParse(ends[^1], NumberStyles.None, CultureInfo.InvariantCulture, out var last)
                || first < 1
                || last < first
            )
            {
                return null;
            }
            numbers._ranges.Add((first, last));
        }
        return numbers;
    }

    public bool Contains(long number)
    {
        foreach (var (first, last) in _ranges)
        {
            if (number >= first && number <= last)
            {
                return true;
            }
        }
        return false;
    }
}
