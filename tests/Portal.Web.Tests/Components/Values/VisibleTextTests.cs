using Portal.Web.Components.Values;

namespace Portal.Web.Tests.Components.Values;

public sealed class VisibleTextTests
{
    [Theory]
    [InlineData("plain text", "plain text")]
    [InlineData("gpj.\u202Eexe", "gpj.<U+202E>exe")]
    [InlineData("a\0b", "a<NUL>b")]
    [InlineData("one\r\ntwo", "one<CR><LF>two")]
    [InlineData("\u001b[31mred", "<ESC>[31mred")]
    [InlineData("pay\u200Bpal", "pay<U+200B>pal")]
    [InlineData("Jürgen 東京 😀", "Jürgen 東京 😀")]
    public void Shows_hidden_characters_by_their_code(string value, string expected) =>
        Assert.Equal(expected, VisibleText.Of(value));

    [Fact]
    public void Says_how_much_of_a_long_text_is_not_shown()
    {
        var parts = VisibleText.Split(new string('x', VisibleText.MaxShown + 7));

        Assert.Equal(("+7 characters", true), parts[^1]);
        Assert.Equal(VisibleText.MaxShown, parts[0].Text.Length);
    }

    [Fact]
    public void Survives_half_a_surrogate_pair() => Assert.NotEmpty(VisibleText.Split("a\uD83Db"));

    [Fact]
    public void Has_nothing_to_show_of_nothing() => Assert.Empty(VisibleText.Split(null));
}
