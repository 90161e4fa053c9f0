using Bunit;
using Portal.Web.Pages.Lines;

namespace Portal.Web.Tests.Pages.Lines;

public sealed class LinesPageTests : PageTest
{
    [Fact]
    public void A_line_that_is_no_number_is_told()
    {
        var page = Show<LinesPage>("?evidence=aa&line=<b>x");

        page.WaitForAssertion(() =>
            Assert.Contains(
                "“<b>x” is not the number of a line",
                page.Find(".state").TextContent,
                StringComparison.Ordinal
            )
        );
    }

    [Fact]
    public void A_line_without_a_record_is_told()
    {
        var page = Show<LinesPage>("?evidence=aa&line=7");

        page.WaitForAssertion(() =>
            Assert.Contains("No record comes from this line", page.Find(".state").TextContent, StringComparison.Ordinal)
        );
        Assert.DoesNotContain("is not the number", page.Markup, StringComparison.Ordinal);
    }
}
