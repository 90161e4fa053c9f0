namespace Portal.Cli.Tests;

public sealed class CommandCatalogueTests
{
    [Fact]
    public void Every_command_is_found_by_the_scan()
    {
        var names = CommandCatalogue.All().Select(command => command.Create().Name).ToList();

        Assert.Empty(new[] { "analyze", "demo", "frames", "log", "objects", "query" }.Except(names));
        Assert.Equal(names.Distinct(), names);
    }
}
