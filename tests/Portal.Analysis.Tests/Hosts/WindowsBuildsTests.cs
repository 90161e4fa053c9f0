using Portal.Analysis.Hosts;

namespace Portal.Analysis.Tests.Hosts;

public sealed class WindowsBuildsTests
{
    [Fact]
    public void Every_build_is_a_version_of_three_numbers_and_names_a_release_of_Windows()
    {
        var rows = TableLines.Read("windows-builds.tsv").ToList();
        Assert.True(rows.Count > 25);
        Assert.All(
            rows,
            row =>
            {
                Assert.Equal(2, row.Length);
                Assert.Matches("^(5|6|10)\\.[0-3]\\.[1-9][0-9]{3,4}$", row[0]);
                Assert.StartsWith("Windows ", row[1], StringComparison.Ordinal);
                Assert.Equal(row[1], WindowsBuilds.NameOf(row[0]));
            }
        );
    }

    [Fact]
    public void Builds_rise_with_their_releases()
    {
        var builds = TableLines.Read("windows-builds.tsv").Select(row => Version.Parse(row[0])).ToList();
        Assert.Equal(builds.Order(), builds);
    }
}
