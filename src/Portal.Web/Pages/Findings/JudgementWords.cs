using Portal.Cases.Findings;

namespace Portal.Web.Pages.Findings;

/// <summary>The team's judgement as people say it.</summary>
public static class JudgementWords
{
    public static string Of(FindingState state) =>
        state switch
        {
            FindingState.New => "new",
            FindingState.Confirmed => "confirmed",
            FindingState.Dismissed => "dismissed",
            _ => "needs data",
        };
}
