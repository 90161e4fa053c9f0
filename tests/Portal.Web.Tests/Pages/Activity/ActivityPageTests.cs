using Bunit;
using Portal.Web.Pages.Activity;

namespace Portal.Web.Tests.Pages.Activity;

public sealed class ActivityPageTests : PageTest
{
    [Fact]
    public void Who_did_what_stands_there()
    {
        var page = Show<ActivityPage>();

        page.WaitForAssertion(() =>
            Assert.Contains("Ada Admin", page.Find("tr[data-row]").TextContent, StringComparison.Ordinal)
        );
        Assert.Empty(page.FindAll(".notice"));
    }

    [Theory]
    [InlineData("abc")]
    [InlineData("99999999999999999999")]
    [InlineData("1.5")]
    public void An_address_with_no_number_shows_the_newest_and_says_so(string skip)
    {
        var page = Show<ActivityPage>($"?skip={skip}");

        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("tr[data-row]")));
        Assert.Contains($"“{skip}” is not the number", page.Find(".notice").TextContent, StringComparison.Ordinal);
    }
}
