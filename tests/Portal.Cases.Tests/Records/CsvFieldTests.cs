using Portal.Cases.Records;
using Portal.Traffic.Records;

namespace Portal.Cases.Tests.Records;

public sealed class CsvFieldTests
{
    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0")]
    [InlineData("+1", "'+1")]
    [InlineData("-1", "'-1")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("\t=1", "'\t=1")]
    [InlineData("a,b", "\"a,b\"")]
    [InlineData("say \"hi\"", "\"say \"\"hi\"\"\"")]
    [InlineData("=\"a\"", "\"'=\"\"a\"\"\"")]
    [InlineData("two\nlines", "\"two\nlines\"")]
    [InlineData(null, "")]
    public void Text_is_quoted_and_never_a_formula(string? text, string expected) =>
        Assert.Equal(expected, CsvField.Of(text));

    [Fact]
    public void Numbers_and_times_keep_their_value()
    {
        Assert.Equal("-5", CsvField.Of(-5L, new ColumnDefinition("x", ZeekType.Int)));
        Assert.Equal(
            "2025-11-15T14:00:00.000Z",
            CsvField.Of(1_763_215_200_000_000_000L, new ColumnDefinition("ts", ZeekType.Time))
        );
        Assert.Equal(
            "\"a,b\"",
            CsvField.Of(new List<string> { "a", "b" }, new ColumnDefinition("x", ZeekType.String, ZeekContainer.Set))
        );
    }
}
