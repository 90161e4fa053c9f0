namespace Portal.Web.Components.Values;

/// <summary>Numbers of bytes for people: three digits and a decimal unit; the exact number stands in the tooltip.</summary>
public static class ByteText
{
    private static readonly string[] Units = ["kB", "MB", "GB", "TB", "PB", "EB"];

    public static string Of(long bytes)
    {
        if (Math.Abs((double)bytes) < 1000)
        {
            return $"{bytes} B";
        }
        var value = (double)bytes;
        var unit = -1;
        while (Math.Abs(value) >= 999.5 && unit < Units.Length - 1)
        {
            value /= 1000;
            unit++;
        }
        return $"{Significant(value)} {Units[unit]}";
    }

    public static string Exact(long bytes) => $"{bytes:N0} bytes";

    internal static string Significant(double value) =>
        Math.Abs(value) switch
        {
            < 9.995 => $"{value:F2}",
            < 99.95 => $"{value:F1}",
            _ => $"{value:F0}",
        };
}
