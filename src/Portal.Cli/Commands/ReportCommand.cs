using System.CommandLine;
using Portal.Analysis.Reports;

namespace Portal.Cli.Commands;

/// <summary><c>portal report</c>: the incident report.</summary>
internal sealed class ReportCommand : ICommand
{
    public Command Create()
    {
        var format = new Option<string>("--format")
        {
            Description = string.Join(", ", ReportCatalogue.Formats.Select(known => known.Name)),
            Required = true,
        };
        format.AcceptOnlyFromAmong([.. ReportCatalogue.Formats.Select(known => known.Name)]);
        var tlp = TlpOption.Create();
        return new AnalysisArguments().Command(
            "report",
            "Write the incident report.",
            (parsed, analysis) =>
            {
                using var output = StandardOutput.Open();
                var report = analysis.Report(parsed.GetValue(tlp));
                output.Write(ReportCatalogue.Format(parsed.GetRequiredValue(format))!.Write(report));
            },
            format,
            tlp
        );
    }
}
