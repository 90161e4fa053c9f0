namespace Portal.Web.Pages.Evidence;

/// <summary>Why something failed, as a sentence beside its name.</summary>
public static class FailureText
{
    /// <param name="name">Stands beside it already, so it is not said again.</param>
    public static string Of(string error, string name)
    {
        var text = error.StartsWith($"{name}: ", StringComparison.Ordinal) ? error[(name.Length + 2)..] : error;
        return text.EndsWith('.') ? text : $"{text}.";
    }
}
