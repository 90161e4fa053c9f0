using System.Globalization;

namespace Portal.Web.Components.States;

/// <summary>
/// A number in an address. Addresses are typed, cut and pasted, so pages take their numbers as texts: what is none is told
/// by <see cref="AddressNotice"/> and left out, where a typed parameter would stop the page.
/// </summary>
public static class AddressNumber
{
    /// <summary>Null when it is missing or not a whole number.</summary>
    public static long? Long(string? text) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;

    /// <summary>Null when it is missing, not a whole number, or too large.</summary>
    public static int? Int(string? text) =>
        Long(text) is { } number and >= int.MinValue and <= int.MaxValue ? (int)number : null;
}
