using Portal.Web.Components.Values;

namespace Portal.Web.Tests.Components.Values;

public sealed class NumberTextTests
{
    [Theory]
    [InlineData(0, "0 B")]
    [InlineData(999, "999 B")]
    [InlineData(1_000, "1.00 kB")]
    [InlineData(12_345, "12.3 kB")]
    [InlineData(999_499, "999 kB")]
    [InlineData(999_600, "1.00 MB")]
    [InlineData(8_473_829_371, "8.47 GB")]
    [InlineData(long.MaxValue, "9.22 EB")]
    public void Bytes_have_three_digits_and_a_unit(long bytes, string expected) =>
        Assert.Equal(expected, ByteText.Of(bytes));

    [Theory]
    [InlineData(0, "0")]
    [InlineData(99_999, "99,999")]
    [InlineData(123_456, "123 k")]
    [InlineData(4_200_000, "4.20 M")]
    public void Counts_are_exact_while_they_are_small(long count, string expected) =>
        Assert.Equal(expected, CountText.Of(count));

    [Theory]
    [InlineData(0, "0 s")]
    [InlineData(0.000_25, "250 µs")]
    [InlineData(0.35, "350 ms")]
    [InlineData(59.9, "59.9 s")]
    [InlineData(60, "1 min")]
    [InlineData(3_599.9, "60 min")]
    [InlineData(3_720, "1 h 02 min")]
    [InlineData(14_400, "4 h")]
    [InlineData(90_000, "1 d 01 h")]
    [InlineData(double.NaN, "–")]
    public void Durations_name_their_unit(double seconds, string expected) =>
        Assert.Equal(expected, DurationText.Of(seconds));

    [Theory]
    [InlineData("185.220.101.42", "185[.]220[.]101[.]42")]
    [InlineData("update.evil.example", "update[.]evil[.]example")]
    [InlineData("https://evil.example/a.b?c=d.e", "hxxps[://]evil[.]example/a.b?c=d.e")]
    [InlineData("2001:db8::1", "2001[:]db8[:][:]1")]
    [InlineData("joe@evil.example", "joe[@]evil[.]example")]
    public void Defanged_values_are_no_links(string value, string expected) =>
        Assert.Equal(expected, DefangedText.Of(value));
}
