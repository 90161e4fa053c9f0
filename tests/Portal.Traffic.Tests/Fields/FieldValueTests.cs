using System.Globalization;
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

    [Theory]
    [InlineData("18446744073709551615", "0xffffffffffffffff")]
    [InlineData("9223372036854775808", "0x8000000000000000")]
    [InlineData("0", "0x0000000000000000")]
    public void Eight_bytes_have_no_sign(string shown, string inHexadecimal)
    {
        var value = FieldValue.OfNumber(ulong.Parse(shown, CultureInfo.InvariantCulture));
        var tree = new FieldTree(default);
        tree.Hex("smb2.sesid", "Session Id", value.Number, 16, 0, 8);
        Assert.Equal(shown, value.ToString());
        Assert.Equal(inHexadecimal, FieldCatalogue.Find("smb2.sesid")!.Print(Assert.Single(tree.Flat)));
    }
}
