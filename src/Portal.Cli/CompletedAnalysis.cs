using Portal.Analysis.Detectors;
using Portal.Analysis.Indicators;
using Portal.Analysis.Indicators.Stix;
using Portal.Analysis.Reports;
using Portal.Analysis.Store;

namespace Portal.Cli;

/// <summary>What an analysis came to, with the records at hand that it was drawn from.</summary>
internal sealed record CompletedAnalysis(AnalysisResult Result, RecordDatabase Database)
{
    /// <summary>Outside the portal a case has no name but its evidence's.</summary>
    public string CaseName =>
        Result.Evidence is [var one] ? one.Name : $"{Result.Evidence[0].Name} and {Result.Evidence.Count - 1} more";

    public IncidentReport Report(Tlp tlp) =>
        IncidentReport.Build(
            new ReportInput
            {
                CaseName = CaseName,
                Tlp = tlp,
                Evidence = Result.Evidence,
                Findings = Result.Findings,
                Indicators = Result.Indicators,
                Coverage = CoverageQuery.Read(Database),
            }
        );

    public StixBundleOptions Bundle(Tlp tlp) =>
        new()
        {
            CaseName = CaseName,
            Tlp = tlp,
            EvidenceNames = Result.Evidence.ToDictionary(evidence => evidence.Sha256, evidence => evidence.Name),
        };
}
