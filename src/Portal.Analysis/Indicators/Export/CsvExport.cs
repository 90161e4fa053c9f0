using System.Text;
using Portal.Analysis.Findings;
using Portal.Analysis.Indicators.Stix;
using Portal.Traffic;

namespace Portal.Analysis.Indicators.Export;

/// <summary>RFC 4180 with a header; cells that a spreadsheet would run as a formula are made text.</summary>
internal sealed class CsvExport : IIndicatorExport
{
    public string Name => "csv";
    public string Extension => ".csv";
    public string MediaType => "text/csv";

    public bool Carries(string type) => true;

    public string Write(IReadOnlyList<Finding> findings, IReadOnlyList<Indicator> indicators, StixBundleOptions options)
    {
        var text = new StringBuilder("type,value,description,first_seen,last_seen,tlp,findings\r\n");
        foreach (var indicator in indicators)
        {
            string[] cells =
            [
                indicator.Type,
                indicator.Value,
                indicator.Context,
                UnixTime.ToIso(indicator.FirstTime),
                UnixTime.ToIso(indicator.LastTime),
                options.Tlp.Label(),
                string.Join(' ', indicator.Findings),
            ];
            text.AppendJoin(',', cells.Select(Cell)).Append("\r\n");
        }
        return text.ToString();
    }

    /// <summary>A leading character that starts a formula gets an apostrophe before it.</summary>
    internal static string Cell(string value)
    {
        var safe = value is ['=' or '+' or '-' or '@' or '\t' or '\r', ..] ? "'" + value : value;
        return safe.AsSpan().IndexOfAny(",\"\r\n") < 0
            ? safe
            : $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
