using Portal.Cases.Cases;

namespace Portal.Web.Pages.Cases;

/// <summary>The states of a case as people say them.</summary>
public static class StateWords
{
    public static string Of(CaseState state) =>
        state == CaseState.InProgress ? "in progress" : state.ToString().ToLowerInvariant();
}
