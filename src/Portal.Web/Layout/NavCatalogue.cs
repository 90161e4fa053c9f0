using System.Reflection;
using Microsoft.AspNetCore.Components;

namespace Portal.Web.Layout;

/// <summary>The pages of a case, found once by their attribute.</summary>
public static class NavCatalogue
{
    private const string CaseRoute = "/cases/{CaseId:int}";

    public static IReadOnlyList<NavEntry> Entries { get; } = Scan();

    private static List<NavEntry> Scan() =>
        [
            .. typeof(NavCatalogue)
                .Assembly.GetTypes()
                .SelectMany(EntriesOf)
                .OrderBy(entry => entry.Order)
                .ThenBy(entry => entry.Title, StringComparer.Ordinal),
        ];

    private static IEnumerable<NavEntry> EntriesOf(Type page)
    {
        if (page.GetCustomAttribute<NavEntryAttribute>() is not { } entry)
        {
            yield break;
        }
        var route = page.GetCustomAttributes<RouteAttribute>()
            .Select(attribute => attribute.Template)
            .Where(template => template.StartsWith(CaseRoute, StringComparison.Ordinal))
            .MinBy(template => template.Length);
        if (route is null)
        {
            yield break;
        }
        yield return new NavEntry(entry.Title, entry.Order, entry.Key, route[CaseRoute.Length..].TrimStart('/'));
    }
}
