using Portal.Analysis.Findings;

namespace Portal.Analysis.Tests.Findings;

public sealed class FindingKeyTests
{
    [Fact]
    public void Names_detector_and_subject()
    {
        Assert.Equal(
            "beaconing_10.1.5.42_185.220.101.42_443",
            FindingKey.Create("beaconing", "10.1.5.42", "185.220.101.42", "443")
        );
    }

    [Fact]
    public void Subjects_that_differ_in_replaced_characters_have_different_keys()
    {
        var one = FindingKey.Create("beaconing", "fe80::1", "a/b");
        var other = FindingKey.Create("beaconing", "fe80::1", "a:b");

        Assert.NotEqual(one, other);
        Assert.All([one, other], key => Assert.Matches("^[A-Za-z0-9._-]+$", key));
    }

    [Fact]
    public void Parts_are_not_confused_with_underscores_inside_them()
    {
        Assert.NotEqual(FindingKey.Create("d", "a_b", "c"), FindingKey.Create("d", "a", "b_c"));
    }

    [Fact]
    public void Long_subjects_stay_apart_and_short()
    {
        var one = FindingKey.Create("d", new string('x', 300) + "1");
        var other = FindingKey.Create("d", new string('x', 300) + "2");

        Assert.NotEqual(one, other);
        Assert.True(one.Length <= FindingKey.MaxLength + 9);
    }
}
