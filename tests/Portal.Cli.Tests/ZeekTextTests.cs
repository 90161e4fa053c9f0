namespace Portal.Cli.Tests;

public sealed class ZeekTextTests
{
    [Theory]
    [InlineData("plain text, with commas", "plain text, with commas")]
    [InlineData("", "(empty)")]
    [InlineData("-", @"\x2d")]
    [InlineData("(empty)", @"\x28empty)")]
    [InlineData("a\tb\nc\u007f\0", @"a\x09b\x0ac\x7f\x00")]
    [InlineData(@"\\host\share", @"\\\\host\\share")]
    [InlineData(@"j\xe4ger", @"j\xe4ger")]
    [InlineData(@"\x41", @"\\x41")]
    [InlineData("naïve", "naïve")]
    public void Text_is_escaped_as_Zeek_does(string value, string expected) =>
        Assert.Equal(expected, Written(output => ZeekText.Text(output, value)));

    [Fact]
    public void What_would_break_a_set_or_look_like_a_header_is_escaped()
    {
        Assert.Equal(@"a\x2cb", Written(output => ZeekText.Text(output, "a,b", isElement: true)));
        Assert.Equal(@"\x23fields", Written(output => ZeekText.Text(output, "#fields", isFirst: true)));
    }

    [Theory]
    [InlineData(1_517_336_042_090_842_000, "1517336042.090842")]
    [InlineData(1_500, "0.000002")]
    [InlineData(999_999_500, "1.000000")]
    [InlineData(-1_500_000_000, "-1.500000")]
    public void Times_have_six_digits(long nanoseconds, string expected) =>
        Assert.Equal(expected, Written(output => ZeekText.Time(output, nanoseconds)));

    [Theory]
    [InlineData(0, "0.0")]
    [InlineData(0.157365, "0.157365")]
    [InlineData(-2.5, "-2.5")]
    public void Doubles_are_short(double value, string expected) =>
        Assert.Equal(expected, Written(output => ZeekText.Real(output, value)));

    private static string Written(Action<TextWriter> write)
    {
        using var output = new StringWriter();
        write(output);
        return output.ToString();
    }
}
