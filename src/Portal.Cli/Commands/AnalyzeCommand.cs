using System.CommandLine;
using Portal.Analysis.Detectors;
using Portal.Analysis.Indicators;
using Portal.Analysis.Reports;

namespace Portal.Cli.Commands;

/// <summary><c>portal analyze</c>: from captures and logs to findings.</summary>
internal sealed class AnalyzeCommand : ICommand
{
    public Command Create()
    {
        var json = new Option<bool>("--json") { Description = "JSON instead of the text report" };
        return new AnalysisArguments().Command(
            "analyze",
            "Find command and control, movement, exfiltration and feed matches, with their frames.",
            (parsed, analysis) => Write(analysis, parsed.GetValue(json)),
            json
        );
    }

    private static void Write(CompletedAnalysis analysis, bool isJson)
    {
        if (isJson)
        {
            using var stream = Console.OpenStandardOutput();
            AnalysisJson.Write(stream, analysis.Result);
            return;
        }
        using var output = StandardOutput.Open();
        output.Write(ReportCatalogue.Format("text")!.Write(analysis.Report(Tlp.Amber)));
    }
}
