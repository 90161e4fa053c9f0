namespace Portal.Analysis.Findings;

/// <summary>Rounds measured numbers for people: digits beyond what was measured only make two runs look different.</summary>
public static class SignificantDigits
{
    /// <summary>The number with so many significant digits; what is not finite stays as it is.</summary>
    public static double Round(double value, int digits = 4)
    {
        if (value == 0 || !double.IsFinite(value))
        {
            return value;
        }
        var places = digits - 1 - (int)Math.Floor(Math.Log10(Math.Abs(value)));
        return places switch
        {
            > 15 => double.Parse(value.ToString($"E{digits - 1}")),
            >= 0 => Math.Round(value, places, MidpointRounding.AwayFromZero),
            _ => Math.Round(value / Math.Pow(10, -places), MidpointRounding.AwayFromZero) * Math.Pow(10, -places),
        };
    }
}
