namespace Portal.Cli.Tests;

public sealed class PrintedValueTests
{
    [Theory]
    [InlineData("plain é", "plain é", "plain é")]
    [InlineData("a\tb\nc\rd\be\f", @"a\tb\nc\rd\be\f", @"a\tb\nc\rd\be\f")]
    [InlineData("\u001b[31mred\u0007\u007f\u009b", "\u001b[31mred\u0007\u007f\u009b", @"\x1b[31mred\x07\x7f\x9b")]
    public void What_a_terminal_would_obey_is_written_out_for_a_terminal(string text, string piped, string seen) =>
        Assert.Equal((piped, seen), (PrintedValue.Of(text, false), PrintedValue.Of(text, true)));
}
