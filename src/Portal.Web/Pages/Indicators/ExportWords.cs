using Portal.Cases.Exports;

namespace Portal.Web.Pages.Indicators;

/// <summary>What an export leaves out, said plainly.</summary>
public static class ExportWords
{
    /// <param name="title">Of the format, as the menu has it.</param>
    /// <returns>Null when it carries everything that is confirmed.</returns>
    public static string? Of(string title, ExportScope scope)
    {
        if (scope is { Carried: 0, LeftOut: 0 })
        {
            return "Nothing to export: confirm at least one indicator first.";
        }
        if (scope.LeftOut == 0)
        {
            return null;
        }
        var types = string.Join(", ", scope.LeftOutTypes);
        var (what, stays) =
            scope.LeftOut == 1
                ? ("1 confirmed indicator is", "it is not marked as exported")
                : ($"{scope.LeftOut:N0} confirmed indicators are", "they are not marked as exported");
        return scope.Carried == 0
            ? $"Nothing to export: “{title}” has no form for {types}; {what} kept as before."
            : $"{what} not in the file as such: “{title}” has no form for {types}; {stays}.";
    }
}
