using System.CommandLine;
using Portal.Analysis.Indicators;
using Portal.Analysis.Indicators.Export;
using Portal.Traffic;

namespace Portal.Cli.Commands;

/// <summary><c>portal export</c>: the indicators in a format that other systems read.</summary>
internal sealed class ExportCommand : ICommand
{
    public Command Create()
    {
        var format = new Option<string>("--format")
        {
            Description = string.Join(", ", ExportCatalogue.All.Select(known => known.Name)),
            Required = true,
        };
        format.AcceptOnlyFromAmong([.. ExportCatalogue.All.Select(known => known.Name)]);
        var tlp = TlpOption.Create();
        return new AnalysisArguments().Command(
            "export",
            "Write the indicators of the findings.",
            (parsed, analysis) =>
            {
                using var output = StandardOutput.Open();
                var (findings, indicators) = (analysis.Result.Findings, analysis.Result.Indicators);
                var export = ExportCatalogue.Find(parsed.GetRequiredValue(format))!;
                output.Write(export.Write(findings, indicators, analysis.Bundle(parsed.GetValue(tlp))));
                SayWhatIsLeftOut(export, indicators);
            },
            format,
            tlp
        );
    }

    private static void SayWhatIsLeftOut(IIndicatorExport export, IReadOnlyList<Indicator> indicators)
    {
        var left = indicators.Where(indicator => !export.Carries(indicator.Type)).ToList();
        if (left.Count == 0)
        {
            return;
        }
        var types = left.GroupBy(indicator => indicator.Type, StringComparer.Ordinal)
            .OrderBy(type => type.Key, StringComparer.Ordinal)
            .Select(type => $"{type.Count()} {type.Key}");
        Message.Write(
            $"{export.Name} has no form for {Plural.Of(left.Count, "indicator", "indicators")}, left out: {string.Join(", ", types)}"
        );
    }
}
