using MudBlazor;
using Portal.Cases.Findings;

namespace Portal.Web.Pages.Findings;

/// <summary>Asks for the reason of a judgement.</summary>
public static class JudgeDialogs
{
    /// <summary>The reason, possibly empty; null when the person thought better of it.</summary>
    public static async Task<string?> AskAsync(IDialogService dialogs, FindingState state)
    {
        if (state == FindingState.New)
        {
            return "";
        }
        var parameters = new DialogParameters<JudgeDialog> { { dialog => dialog.State, state } };
        var shown = await dialogs.ShowAsync<JudgeDialog>(
            "",
            parameters,
            new DialogOptions { MaxWidth = MaxWidth.Small, FullWidth = true }
        );
        return await shown.Result is { Canceled: false, Data: string reason } ? reason : null;
    }
}
