using Portal.Cases.Records;
using Portal.Cases.Refusals;

namespace Portal.Cases.Tests.Records;

public sealed class FrameListTests
{
    [Fact]
    public void Numbers_and_ranges_become_ascending_numbers_each_once() =>
        Assert.Equal([1L, 5, 6, 7, 9], FrameList.Parse("9, 5-7,1,6"));

    [Theory]
    [InlineData("")]
    [InlineData("0")]
    [InlineData("-5")]
    [InlineData("7-5")]
    [InlineData("1-2-3")]
    [InlineData("one")]
    [InlineData("1-100001")]
    [InlineData("1-9223372036854775807")]
    public void Everything_else_is_refused(string text) => Assert.Throws<RefusedException>(() => FrameList.Parse(text));
}
