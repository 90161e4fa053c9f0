using System.Reflection;

namespace Portal.House.Tests;

/// <summary>A project uses only the floors below it.</summary>
public sealed class FloorTests
{
    private static readonly Dictionary<string, string[]> s_allowed = new()
    {
        ["Portal.Traffic"] = [],
        ["Portal.Analysis"] = ["Portal.Traffic"],
        ["Portal.Cases"] = ["Portal.Analysis", "Portal.Traffic"],
        ["portal"] = ["Portal.Analysis", "Portal.Traffic"],
        ["Portal.Web"] = ["Portal.Cases", "Portal.Analysis", "Portal.Traffic"],
    };

    [Theory]
    [InlineData("Portal.Traffic")]
    [InlineData("Portal.Analysis")]
    [InlineData("Portal.Cases")]
    [InlineData("portal")]
    [InlineData("Portal.Web")]
    public void A_project_stands_only_on_the_floors_below_it(string name)
    {
        var used = Assembly
            .Load(name)
            .GetReferencedAssemblies()
            .Select(reference => reference.Name!)
            .Where(s_allowed.ContainsKey)
            .ToList();

        Assert.Empty(used.Except(s_allowed[name]));
    }
}
