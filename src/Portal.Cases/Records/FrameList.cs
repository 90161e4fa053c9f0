using System.Globalization;
using Portal.Cases.Refusals;

namespace Portal.Cases.Records;

/// <summary>Frame numbers as people write them: <c>1,5-9,18234</c>.</summary>
public static class FrameList
{
    /// <summary>A slice of more is not looked at frame by frame; take the capture itself.</summary>
    public const int MaxFrames = 100_000;

    /// <summary>The numbers in ascending order, each once.</summary>
    /// <exception cref="RefusedException">It is no list of numbers, or names too many.</exception>
    public static IReadOnlyList<long> Parse(string text)
    {
        var numbers = new SortedSet<long>();
        foreach (var part in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var ends = part.Split('-');
            if (
                ends.Length > 2
                || !TryNumber(ends[0], out var first)
                || !TryNumber(ends[^1], out var last)
                || last < first
            )
            {
                throw RefusedException.Invalid("frames", $"'{part}' is no frame number or range like 5-9.");
            }
            if (numbers.Count + (last - first) + 1 > MaxFrames)
            {
                throw RefusedException.Invalid("frames", $"At most {MaxFrames} frames at once.");
            }
            for (var number = first; number <= last; number++)
            {
                numbers.Add(number);
            }
        }
        return numbers.Count > 0 ? [.. numbers] : throw RefusedException.Invalid("frames", "Name at least one frame.");
    }

    private static bool TryNumber(string text, out long number) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number > 0;
}
