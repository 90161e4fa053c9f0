namespace Portal.Analysis.Findings;

/// <summary>A measured number or text of a finding, for tables and JSON.</summary>
/// <param name="Name">snake_case, for example <c>period_seconds</c>.</param>
/// <param name="Value">A long, double, bool or string.</param>
/// <param name="Meaning">One phrase for people.</param>
public sealed record Statistic(string Name, object Value, string Meaning);
