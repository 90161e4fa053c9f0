using System.Globalization;
using Portal.Analysis.Findings;
using Portal.Analysis.Indicators.Attack;

namespace Portal.Analysis.Reports;

/// <summary>Reads from a finding what sections and tables show of it.</summary>
internal static class FindingFacts
{
    private const string DnsTechnique = "T1071.004";

    public static bool IsDns(this Finding finding) =>
        finding.Attack.Contains(DnsTechnique, StringComparer.Ordinal)
        || finding.Attack.Contains("T1568.002", StringComparer.Ordinal);

    public static bool HasTactic(this Finding finding, params string[] tactics) =>
        finding.Attack.Any(technique =>
            AttackCatalogue.Find(technique).Tactics.Any(tactic => tactics.Contains(tactic))
        );

    public static object? Fact(this Finding finding, string name) =>
        finding.Statistics.FirstOrDefault(statistic => statistic.Name == name)?.Value;

    public static double? Number(this Finding finding, string name) =>
        finding.Fact(name) switch
        {
            long number => number,
            int number => number,
            double number => number,
            _ => null,
        };

    public static string Text(this Finding finding, string name) =>
        finding.Fact(name) switch
        {
            null => "–",
            bool flag => flag ? "yes" : "no",
            IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
            var other => other.ToString() ?? "–",
        };

    public static string Bytes(this Finding finding, string name) =>
        finding.Number(name) is { } bytes ? Quantity.Bytes(bytes) : "–";

    /// <summary>Address, port and name of the other side.</summary>
    public static string Target(this Finding finding)
    {
        var target = finding.Destination ?? "–";
        if (finding.Port is { } port)
        {
            target = target.Contains(':', StringComparison.Ordinal) ? $"[{target}]:{port}" : $"{target}:{port}";
        }
        return finding.DestinationName is null ? target : $"{target} ({finding.DestinationName})";
    }

    /// <summary>Severity and score, with what the team said where it said something.</summary>
    public static string Judgement(this Finding finding, ReportInput input) =>
        input.Verdicts.TryGetValue(finding.Key, out var verdict)
            ? $"{finding.Severity.ToString().ToLowerInvariant()} {finding.Score}, {verdict}"
            : $"{finding.Severity.ToString().ToLowerInvariant()} {finding.Score}";

    /// <summary>Name of the evidence with its first frames or lines.</summary>
    public static string Places(this Finding finding, ReportInput input) =>
        string.Join("; ", finding.Evidence.Select(reference => Place(reference, input, 6)));

    public static string Place(EvidenceReference reference, ReportInput input, int most)
    {
        var (kind, numbers, total) =
            reference.Frames.Count > 0
                ? ("frames", reference.Frames, reference.FrameCount)
                : ("lines", reference.Lines, reference.LineCount);
        var shown = string.Join(", ", numbers.Take(most).Select(number => $"#{number}"));
        return $"{input.EvidenceName(reference.Sha256)} {kind} {shown}{(total > most ? $" … ({total} in all)" : "")}";
    }
}
