using Microsoft.AspNetCore.Components;
using MudBlazor;
using Portal.Analysis.Indicators;
using Portal.Cases.Cases;
using Portal.Cases.Refusals;
using Portal.Web.Layout;
using Severity = Portal.Analysis.Findings.Severity;

namespace Portal.Web.Pages.Cases;

/// <summary>Makes a case, or changes one; its result is the case.</summary>
public sealed partial class CaseDialog(CaseService service, CurrentActor me)
{
    private static readonly IReadOnlyList<string> s_zones =
    [
        "UTC",
        .. TimeZoneInfo
            .GetSystemTimeZones()
            .Select(zone => zone.Id)
            .Where(id => id.Contains('/', StringComparison.Ordinal))
            .Order(StringComparer.Ordinal),
    ];

    private string _name = "";
    private string _number = "";
    private string _zone = "UTC";
    private string _networks = "";
    private Severity _severity = Severity.Medium;
    private CaseState _state;
    private Tlp _tlp = Tlp.Amber;
    private string? _problem;
    private bool _isSaving;

    /// <summary>Null makes a new case.</summary>
    [Parameter]
    public Case? Existing { get; set; }

    [CascadingParameter]
    private IMudDialogInstance Dialog { get; set; } = null!;

    protected override void OnInitialized()
    {
        if (Existing is null)
        {
            return;
        }
        _name = Existing.Name;
        _number = Existing.Number;
        _zone = Existing.TimeZone;
        _networks = string.Join('\n', Existing.LocalNetworks);
        _severity = Existing.Severity;
        _state = Existing.State;
        _tlp = Existing.Tlp;
    }

    private async Task SaveAsync()
    {
        _isSaving = true;
        _problem = null;
        try
        {
            var draft = (Existing is null ? new CaseDraft() : CaseDraft.Of(Existing)) with
            {
                Name = _name,
                Number = _number,
                Severity = _severity,
                State = _state,
                Tlp = _tlp,
                TimeZone = _zone.Length == 0 ? "UTC" : _zone,
                LocalNetworks = _networks.Split(
                    ['\n', ',', ' ', '\r'],
                    StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries
                ),
            };
            var actor = await me.GetAsync();
            if (Existing is null)
            {
                Dialog.Close(DialogResult.Ok(await service.CreateAsync(actor, draft, CancellationToken.None)));
                return;
            }
            await service.UpdateAsync(Existing.Id, actor, draft, Existing.Revision, CancellationToken.None);
            Dialog.Close(DialogResult.Ok(Existing));
        }
        catch (RefusedException refused)
        {
            _problem = refused.Message;
        }
        finally
        {
            _isSaving = false;
        }
    }
}
