namespace Portal.Traffic.Tests;

public sealed class PluralTests
{
    [Theory]
    [InlineData(0, "0 packets are")]
    [InlineData(1, "1 packet is")]
    [InlineData(2, "2 packets are")]
    public void Only_a_one_is_singular(long count, string text) =>
        Assert.Equal(text, Plural.Of(count, "packet is", "packets are"));
}
