namespace Portal.Web.Api;

/// <summary>A word of an enumeration in an address, in any case, as the answers write it: <c>needsData</c>.</summary>
internal readonly record struct Word<T>(T Value)
    where T : struct, Enum
{
    /// <summary>False for what is no name of a value; numbers are none.</summary>
    public static bool TryParse(string? text, IFormatProvider? provider, out Word<T> word)
    {
        var isKnown =
            Enum.TryParse<T>(text, ignoreCase: true, out var value)
            && string.Equals(value.ToString(), text, StringComparison.OrdinalIgnoreCase);
        word = new Word<T>(value);
        return isKnown;
    }
}
