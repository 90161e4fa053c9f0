using Microsoft.AspNetCore.Components;
using MudBlazor;
using Portal.Cases.Refusals;
using Portal.Cases.Timeline;
using Portal.Web.Components.Times;
using Portal.Web.Layout;

namespace Portal.Web.Pages.Timeline;

/// <summary>Adds an event by hand, or changes one.</summary>
public sealed partial class TimelineDialog(TimelineService service, CurrentActor me)
{
    private static readonly string[] s_tactics =
    [
        "reconnaissance",
        "initial-access",
        "execution",
        "persistence",
        "privilege-escalation",
        "defense-evasion",
        "credential-access",
        "discovery",
        "lateral-movement",
        "collection",
        "command-and-control",
        "exfiltration",
        "impact",
        "legitimate",
        "remediation",
    ];

    private string _time = "";
    private string _title = "";
    private string _category = "";
    private string _hosts = "";
    private string _text = "";
    private string? _problem;

    [Parameter, EditorRequired]
    public int CaseId { get; set; }

    /// <summary>Null adds a new one.</summary>
    [Parameter]
    public TimelineEvent? Existing { get; set; }

    /// <summary>In which an existing time is shown for editing.</summary>
    [Parameter]
    public TimeZoneInfo Zone { get; set; } = TimeZoneInfo.Utc;

    [CascadingParameter]
    private IMudDialogInstance Dialog { get; set; } = null!;

    protected override void OnInitialized()
    {
        if (Existing is null)
        {
            return;
        }
        _time = Existing.TypedTime ?? $"{TimeText.Of(Existing.Time, Zone)} {TimeText.Offset(Existing.Time, Zone)}";
        _title = Existing.Title;
        _category = Existing.Category;
        _hosts = string.Join(' ', Existing.Hosts);
        _text = Existing.Text;
    }

    private async Task SaveAsync()
    {
        var draft = new TimelineDraft(
            _time,
            _title,
            _text,
            _category,
            _hosts.Split([' ', ',', ';'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
            Existing?.FindingKey
        );
        try
        {
            var actor = await me.GetAsync();
            var saved = Existing is null
                ? await service.AddAsync(CaseId, actor, draft, CancellationToken.None)
                : await service.UpdateAsync(
                    CaseId,
                    Existing.Id,
                    actor,
                    draft,
                    Existing.Revision,
                    CancellationToken.None
                );
            Dialog.Close(DialogResult.Ok(saved));
        }
        catch (RefusedException refused)
        {
            _problem = refused.Message;
        }
    }
}
