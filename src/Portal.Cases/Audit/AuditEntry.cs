using Portal.Cases.Accounts;

namespace Portal.Cases.Audit;

/// <summary>Who did what, when: written together with the change itself and never altered.</summary>
public sealed class AuditEntry
{
    public long Id { get; set; }

    /// <summary>Null for what concerns the whole portal.</summary>
    public int? CaseId { get; set; }
    public required string UserId { get; set; }
    public required string UserName { get; set; }
    public DateTimeOffset At { get; set; }

    /// <summary>Stable verb, for example <c>finding.confirmed</c>.</summary>
    public required string Action { get; set; }

    /// <summary>Identifier of the thing that it was done to.</summary>
    public string Key { get; set; } = "";

    /// <summary>The rest of a sentence that begins with the person's name.</summary>
    public required string Text { get; set; }

    public static AuditEntry Of(int? caseId, Actor actor, DateTimeOffset at, string action, string key, string text) =>
        new()
        {
            CaseId = caseId,
            UserId = actor.UserId,
            UserName = actor.Name,
            At = at,
            Action = action,
            Key = key,
            Text = text.Length <= AuditEntryConfiguration.MaxText ? text : text[..AuditEntryConfiguration.MaxText],
        };
}
