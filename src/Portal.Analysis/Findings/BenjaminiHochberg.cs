namespace Portal.Analysis.Findings;

/// <summary>
/// Adjusts p-values for the number of tests made, so that a chosen share of the rejections is false at most (Benjamini
/// and Hochberg 1995, J. R. Stat. Soc. B 57:289).
/// </summary>
public static class BenjaminiHochberg
{
    /// <summary>The q-value of each p-value, in the order given: reject where it is at most the wanted false share.</summary>
    public static double[] Adjust(IReadOnlyList<double> pValues)
    {
        var order = Enumerable.Range(0, pValues.Count).OrderBy(index => pValues[index]).ToArray();
        var adjusted = new double[pValues.Count];
        var smallest = 1.0;
        for (var rank = order.Length; rank >= 1; rank--)
        {
            var index = order[rank - 1];
            smallest = Math.Min(smallest, pValues[index] * order.Length / rank);
            adjusted[index] = smallest;
        }
        return adjusted;
    }
}
