using System.Globalization;
using Portal.Traffic;

namespace Portal.Analysis.Reports;

/// <summary>Numbers as people read them, with the exact value beside where it differs.</summary>
public static class Quantity
{
    private static readonly string[] s_units = ["B", "kB", "MB", "GB", "TB"];

    /// <summary>Decimal units with three digits, for example <c>11.3 MB</c>.</summary>
    public static string Bytes(double bytes)
    {
        var unit = 0;
        while (bytes >= 1000 && unit < s_units.Length - 1)
        {
            bytes /= 1000;
            unit++;
        }
        return unit == 0 ? $"{bytes:0} B" : string.Create(CultureInfo.InvariantCulture, $"{bytes:0.0} {s_units[unit]}");
    }

    /// <summary>For example <c>3 h 56 min</c>, <c>42 s</c>.</summary>
    public static string Duration(double seconds) =>
        seconds switch
        {
            < 1 => string.Create(CultureInfo.InvariantCulture, $"{seconds * 1000:0} ms"),
            < 120 => string.Create(CultureInfo.InvariantCulture, $"{seconds:0.#} s"),
            < 7200 => string.Create(CultureInfo.InvariantCulture, $"{seconds / 60:0.#} min"),
            < 172_800 => string.Create(
                CultureInfo.InvariantCulture,
                $"{Math.Floor(seconds / 3600):0} h {Math.Floor(seconds % 3600 / 60):0} min"
            ),
            _ => string.Create(CultureInfo.InvariantCulture, $"{seconds / 86_400:0.#} days"),
        };

    /// <summary><c>2025-11-15 14:35:02.118 UTC</c>.</summary>
    public static string Time(long nanoseconds)
    {
        var iso = UnixTime.ToIso(nanoseconds / 1_000_000 * 1_000_000);
        return iso.Replace('T', ' ').Replace("Z", " UTC", StringComparison.Ordinal);
    }
}
