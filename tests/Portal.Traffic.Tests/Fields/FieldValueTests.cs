using Portal.Traffic.Fields;

namespace Portal.Traffic.Tests.Fields;

public sealed class FieldValueTests
{
    [Theory]
    [InlineData(1547145849626981300, "Jan 10, 2019 18:44:09.626981300 UTC")]
    [InlineData(1, "Jan  1, 1970 00:00:00.000000001 UTC")]
    [InlineData(-1, "Dec 31, 1969 23:59:59.999999999 UTC")]
    public void A_time_prints_as_tshark_prints_it(long nanoseconds, string text) =>
        Assert.Equal(text, FieldValue.OfTime(nanoseconds).ToString());

    [Fact]
    public void An_identifier_prints_its_first_fields_turned_around() =>
        Assert.Equal(
            "367abb81-9844-35f1-ad32-98f038001003",
            FieldValue.OfBytes(FieldKind.Guid, Convert.FromHexString("81bb7a364498f135ad3298f038001003")).ToString()
        );
}
