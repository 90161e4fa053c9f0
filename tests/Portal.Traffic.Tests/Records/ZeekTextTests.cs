using System.Text;
using FsCheck.Xunit;
using Portal.Traffic.Records;

namespace Portal.Traffic.Tests.Records;

public sealed class ZeekTextTests
{
    [Theory]
    [InlineData("706c61696e", "plain")]
    [InlineData("67c3bc6e", "gün")]
    [InlineData("67fc6e", "g\\xfcn")]
    [InlineData("c3bcff", "\\xc3\\xbc\\xff")]
    [InlineData("6100620a", "a\\x00b\\x0a")]
    [InlineData("e282", "\\xe2\\x82")]
    [InlineData("7f", "\\x7f")]
    public void Bytes_become_text_as_in_Zeeks_logs(string hex, string text) =>
        Assert.Equal(text, ZeekText.Decode(Convert.FromHexString(hex)));

    [Theory]
    [InlineData("a\tb", "a\\x09b")]
    [InlineData("C:\\dir", "C:\\\\dir")]
    [InlineData("\\xfc", "\\xfc")]
    [InlineData("\\xyz", "\\\\xyz")]
    public void Escaping_for_TSV_doubles_only_real_backslashes(string text, string escaped) =>
        Assert.Equal(escaped, ZeekText.Escape(text));

    [Property]
    public void Decoded_text_has_no_control_characters(byte[] bytes) =>
        Assert.DoesNotContain(ZeekText.Decode(bytes), character => character is < ' ' or '\x7F');

    [Property]
    public void Valid_text_stays(string? text)
    {
        var plain = new string([
            .. (text ?? "").Where(character => !char.IsControl(character) && !char.IsSurrogate(character)),
        ]);
        Assert.Equal(plain, ZeekText.Decode(Encoding.UTF8.GetBytes(plain)));
    }
}
