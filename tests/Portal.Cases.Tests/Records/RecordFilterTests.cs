using Portal.Cases.Records;
using Portal.Cases.Refusals;

namespace Portal.Cases.Tests.Records;

public sealed class RecordFilterTests
{
    [Theory]
    [InlineData("id.orig_h==10.1.5.42", "id.orig_h", RecordOperator.Equal, "10.1.5.42")]
    [InlineData("duration >= 3.5", "duration", RecordOperator.GreaterOrEqual, "3.5")]
    [InlineData("orig_bytes<100", "orig_bytes", RecordOperator.Less, "100")]
    [InlineData("uri~==x", "uri", RecordOperator.Contains, "==x")]
    [InlineData("service!=ssl", "service", RecordOperator.NotEqual, "ssl")]
    [InlineData("query!~evil", "query", RecordOperator.DoesNotContain, "evil")]
    [InlineData("service==", "service", RecordOperator.Equal, "")]
    public void A_condition_is_read_at_its_first_operator(
        string text,
        string column,
        RecordOperator comparison,
        string value
    )
    {
        var filter = RecordFilter.Parse(text);

        Assert.Equal(new RecordFilter(column, comparison, value), filter);
        Assert.Equal(filter, RecordFilter.Parse(filter.ToString()));
    }

    [Theory]
    [InlineData("service")]
    [InlineData("==x")]
    [InlineData("")]
    public void What_is_no_condition_is_refused(string text) =>
        Assert.Throws<RefusedException>(() => RecordFilter.Parse(text));
}
