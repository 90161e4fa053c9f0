using Portal.Analysis.Findings;
using Portal.Cases.Indicators;

namespace Portal.Web.Pages.Overview;

/// <summary>What is left to do, the most urgent first; each with the page where it is done.</summary>
public static class NextSteps
{
    public static IReadOnlyList<(string Text, string Segment)> For(OverviewView view)
    {
        var steps = new List<(string Text, string Segment)>();
        if (view.Counts.Evidence == 0 && view.Counts.Uploads == 0)
        {
            steps.Add(("Add evidence: captures, Zeek logs, alerts", "evidence"));
        }
        if (view.Counts.FailedEvidence > 0)
        {
            steps.Add(
                (
                    Say(view.Counts.FailedEvidence, "piece of evidence", "pieces of evidence", "could not be read"),
                    "evidence"
                )
            );
        }
        var urgent = view.Counts.Unjudged(Severity.High);
        if (urgent > 0)
        {
            steps.Add(
                (
                    Say(urgent, "high or critical finding", "high or critical findings", "to judge"),
                    "findings?severity=high&state=New"
                )
            );
        }
        var other = view.Counts.Unjudged(Severity.Low) - urgent;
        if (other > 0)
        {
            steps.Add((Say(other, "further finding", "further findings", "to judge"), "findings?state=New"));
        }
        var candidates = view.Counts.IndicatorsIn(IndicatorState.Candidate);
        if (candidates > 0)
        {
            steps.Add(
                (Say(candidates, "indicator", "indicators", "to confirm or reject"), "indicators?state=candidate")
            );
        }
        var confirmed = view.Counts.IndicatorsIn(IndicatorState.Confirmed);
        if (confirmed > 0)
        {
            steps.Add(
                (
                    Say(confirmed, "confirmed indicator", "confirmed indicators", "not exported yet"),
                    "indicators?state=confirmed"
                )
            );
        }
        if (view.Evidence.Any(item => item.IsIntact == false))
        {
            steps.Add(("Evidence is damaged: compare it with the original", "evidence"));
        }
        return steps;
    }

    private static string Say(int count, string one, string many, string rest) =>
        $"{count:N0} {(count == 1 ? one : many)} {rest}";
}
