namespace Portal.Analysis.Importers.Zeek;

/// <summary>Tells a log that was cut off from one that ends.</summary>
internal static class LogEnd
{
    /// <summary>
    /// Whether the log ends in the middle of a line: the content broke off there, or the line has no ending and is no row.
    /// </summary>
    public static bool IsCutOff(LineReader lines, bool isLastRowBad, WarningCounter warnings)
    {
        if (lines.IsCutOff || (isLastRowBad && !lines.IsTerminated))
        {
            warnings.Add("truncated", lines.Number, () => $"the file ends in the middle of line {lines.Number}");
            return true;
        }
        return false;
    }
}
