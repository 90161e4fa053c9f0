namespace Portal.Web.Components.Findings;

/// <summary>Round places on an axis of seconds: decimal below a minute, by the clock above it.</summary>
public static class AxisSteps
{
    private static readonly double[] s_decimal = [1, 2, 5];
    private static readonly double[] s_clock =
    [
        60,
        120,
        300,
        600,
        1200,
        1800,
        3600,
        7200,
        10_800,
        21_600,
        43_200,
        86_400,
        172_800,
        604_800,
    ];

    /// <summary>The smallest round step that gives at most so many.</summary>
    public static double StepOf(double span, int most)
    {
        var least = span / Math.Max(1, most);
        for (var power = -6; power <= 1; power++)
        {
            foreach (var digit in s_decimal)
            {
                var step = digit * Math.Pow(10, power);
                if (step >= least && step < 60)
                {
                    return step;
                }
            }
        }
        return s_clock.FirstOrDefault(step => step >= least, Math.Ceiling(least / 604_800) * 604_800);
    }
}
