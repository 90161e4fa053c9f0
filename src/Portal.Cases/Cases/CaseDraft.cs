using System.Net;
using Portal.Analysis.Findings;
using Portal.Analysis.Indicators;
using Portal.Cases.Refusals;

namespace Portal.Cases.Cases;

/// <summary>What a person types to make or change a case.</summary>
public sealed record CaseDraft
{
    public const int MaxNumber = 40;
    public const int MaxName = 200;
    public const int MaxSummary = 20_000;

    /// <summary>More blocks than an organisation writes by hand; keeps the run options small.</summary>
    public const int MaxNetworks = 256;

    /// <summary>Empty: the portal chooses the next one.</summary>
    public string Number { get; init; } = "";
    public string Name { get; init; } = "";
    public string Summary { get; init; } = "";
    public Severity Severity { get; init; } = Severity.Medium;
    public CaseState State { get; init; }
    public Tlp Tlp { get; init; } = Tlp.Amber;
    public string TimeZone { get; init; } = "UTC";
    public IReadOnlyList<string> LocalNetworks { get; init; } = [];

    public static CaseDraft Of(Case from) =>
        new()
        {
            Number = from.Number,
            Name = from.Name,
            Summary = from.Summary,
            Severity = from.Severity,
            State = from.State,
            Tlp = from.Tlp,
            TimeZone = from.TimeZone,
            LocalNetworks = from.LocalNetworks,
        };

    /// <summary>The same without stray blanks.</summary>
    /// <exception cref="RefusedException">A field cannot be accepted; the message says why.</exception>
    public CaseDraft Checked()
    {
        var draft = this with
        {
            Number = Number.Trim(),
            Name = Name.Trim(),
            TimeZone = TimeZone.Trim(),
            LocalNetworks = [.. LocalNetworks.Select(block => block.Trim()).Where(block => block.Length > 0)],
        };
        Require(
            draft.Name.Length is > 0 and <= MaxName,
            "name",
            $"A case needs a name of at most {MaxName} characters."
        );
        Require(draft.Number.Length <= MaxNumber, "number", $"A number has at most {MaxNumber} characters.");
        Require(draft.Summary.Length <= MaxSummary, "summary", $"A summary has at most {MaxSummary} characters.");
        Require(
            TimeZoneInfo.TryFindSystemTimeZoneById(draft.TimeZone, out _),
            "timeZone",
            $"'{draft.TimeZone}' is not a time zone; write it as in Europe/Berlin, or UTC."
        );
        Require(draft.LocalNetworks.Count <= MaxNetworks, "localNetworks", $"At most {MaxNetworks} networks.");
        Require(Enum.IsDefined(draft.Severity), "severity", "Unknown severity.");
        Require(Enum.IsDefined(draft.State), "state", "Unknown state.");
        Require(Enum.IsDefined(draft.Tlp), "tlp", "Unknown TLP level.");
        foreach (var block in draft.LocalNetworks)
        {
            Require(IPNetwork.TryParse(block, out _), "localNetworks", $"'{block}' is not a network like 10.1.0.0/16.");
        }
        return draft with { LocalNetworks = [.. draft.LocalNetworks.Select(Canonical)] };
    }

    /// <summary>Without bits behind the prefix, so that the same network is always written the same.</summary>
    private static string Canonical(string block) => IPNetwork.Parse(block).ToString();

    private static void Require(bool condition, string field, string message)
    {
        if (!condition)
        {
            throw RefusedException.Invalid(field, message);
        }
    }
}
