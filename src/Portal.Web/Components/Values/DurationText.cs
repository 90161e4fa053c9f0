namespace Portal.Web.Components.Values;

/// <summary>Spans of time for people, with their unit; the exact number of seconds stands in the tooltip.</summary>
public static class DurationText
{
    public static string Of(double seconds)
    {
        if (double.IsNaN(seconds) || double.IsInfinity(seconds))
        {
            return "–";
        }
        var size = Math.Abs(seconds);
        return size switch
        {
            0 => "0 s",
            < 1e-3 => $"{seconds * 1e6:0.#} µs",
            < 1 => $"{seconds * 1e3:0.#} ms",
            < 60 => $"{seconds:0.##} s",
            < 3600 => Pair(seconds, 60, "min", 1, "s"),
            < 86_400 => Pair(seconds, 3600, "h", 60, "min"),
            _ => Pair(seconds, 86_400, "d", 3600, "h"),
        };
    }

    public static string Exact(double seconds) => $"{seconds:0.#########} s";

    private static string Pair(double seconds, double large, string largeUnit, double small, string smallUnit)
    {
        var rounded = Math.Round(Math.Abs(seconds) / small) * small;
        var whole = Math.Floor(rounded / large);
        var rest = Math.Round((rounded - (whole * large)) / small);
        var sign = seconds < 0 ? "-" : "";
        return rest == 0 ? $"{sign}{whole:0} {largeUnit}" : $"{sign}{whole:0} {largeUnit} {rest:00} {smallUnit}";
    }
}
