using Microsoft.AspNetCore.Components;
using MudBlazor;
using Portal.Cases.Accounts;
using Portal.Cases.Findings;
using Portal.Cases.Live;
using Portal.Cases.Timeline;

namespace Portal.Web.Pages.Findings;

/// <summary>One finding as a card: the claim, what makes one believe it, and what the team did with it.</summary>
public sealed partial class FindingPage(
    FindingCardQuery query,
    FindingService findings,
    FindingComments comments,
    TimelineService timeline,
    IDialogService dialogs
)
{
    private FindingCard? _card;

    [Parameter]
    public string Key { get; set; } = "";

    protected override bool Follows(CaseChangeKind kind) => kind is CaseChangeKind.Finding;

    protected override async Task LoadAsync(Actor actor, CancellationToken cancellation) =>
        _card = await query.GetAsync(CaseId, Key, actor, cancellation);

    private async Task JudgeAsync(FindingState state)
    {
        if (_card is not null && await JudgeDialogs.AskAsync(dialogs, state) is { } reason)
        {
            var judgement = new Judgement(state, reason, _card.Row.Revision);
            await DoAsync((actor, cancellation) => findings.JudgeAsync(CaseId, Key, actor, judgement, cancellation));
            await ReloadAsync();
        }
    }

    private Task ToTimelineAsync() =>
        DoAsync(
            async (actor, cancellation) =>
            {
                var key = Key;
                var isThere = await timeline.ShowsAsync(CaseId, actor, key, cancellation);
                await timeline.AddFindingAsync(CaseId, actor, key, cancellation);
                Snackbar.Add(
                    isThere ? "It is on the timeline already." : "The finding is on the timeline.",
                    isThere ? MudBlazor.Severity.Info : MudBlazor.Severity.Success
                );
            }
        );

    private Task<bool> CommentAsync(string text) =>
        DoAsync((actor, cancellation) => comments.AddAsync(CaseId, Key, actor, text, cancellation));
}
