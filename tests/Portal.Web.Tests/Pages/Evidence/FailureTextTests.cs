using Portal.Web.Pages.Evidence;

namespace Portal.Web.Tests.Pages.Evidence;

public sealed class FailureTextTests
{
    [Theory]
    [InlineData("holiday.jpg: this kind is not supported", "this kind is not supported.")]
    [InlineData("The disk is full.", "The disk is full.")]
    public void The_name_is_not_said_twice_and_a_sentence_ends(string error, string text) =>
        Assert.Equal(text, FailureText.Of(error, "holiday.jpg"));
}
