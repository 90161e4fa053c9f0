using Portal.Cases.Exports;
using Portal.Web.Pages.Indicators;

namespace Portal.Web.Tests.Pages.Indicators;

public sealed class ExportWordsTests
{
    [Theory]
    [InlineData(3, 0, null)]
    [InlineData(0, 0, "Nothing to export: confirm")]
    [InlineData(0, 2, "Nothing to export: “STIX” has no form for ja3, ja4; 2 confirmed indicators are kept")]
    [InlineData(3, 1, "1 confirmed indicator is not in the file")]
    [InlineData(3, 2, "they are not marked as exported")]
    public void What_is_left_out_is_said(int carried, int leftOut, string? words)
    {
        var said = ExportWords.Of("STIX", new ExportScope(carried, leftOut, leftOut == 0 ? [] : ["ja3", "ja4"]));

        if (words is null)
        {
            Assert.Null(said);
        }
        else
        {
            Assert.Contains(words, said, StringComparison.Ordinal);
        }
    }
}
