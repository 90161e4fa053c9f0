namespace Portal.Traffic;

/// <summary>A count with its noun in the right number, for sentences that people read.</summary>
public static class Plural
{
    /// <summary>For example <c>1 packet is</c>, <c>3 packets are</c>.</summary>
    /// <param name="one">What follows a one.</param>
    /// <param name="many">What follows every other count, nought included.</param>
    public static string Of(long count, string one, string many) => count == 1 ? $"1 {one}" : $"{count} {many}";
}
