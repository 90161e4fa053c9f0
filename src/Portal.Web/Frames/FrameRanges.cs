using System.Text;

namespace Portal.Web.Frames;

/// <summary>Frame numbers as text, neighbours joined: <c>1,5-9,18234</c>.</summary>
public static class FrameRanges
{
    /// <summary>What fits into an address: servers take 8 KiB for the whole line.</summary>
    public const int MaxText = 7000;

    /// <param name="numbers">In ascending order.</param>
    public static string Of(IReadOnlyList<long> numbers)
    {
        var text = new StringBuilder();
        for (var at = 0; at < numbers.Count; at++)
        {
            var first = numbers[at];
            while (at + 1 < numbers.Count && numbers[at + 1] == numbers[at] + 1)
            {
                at++;
            }
            text.Append(text.Length > 0 ? "," : "").Append(first);
            if (numbers[at] != first)
            {
                text.Append('-').Append(numbers[at]);
            }
        }
        return text.ToString();
    }
}
