using System.Text;
using FsCheck.Xunit;
using Portal.Traffic.Protocols.Http;

namespace Portal.Traffic.Tests.Protocols.Http;

public sealed class HttpTextTests
{
    [Theory]
    [InlineData("/plain", "/plain")]
    [InlineData("/a%20b%2Fc", "/a b/c")]
    [InlineData("/%C3%BC", "/ü")]
    [InlineData("/%fc", "/\\xfc")]
    [InlineData("/%u0041%u20ac", "/A \\xac")]
    [InlineData("/%%41", "/A")]
    [InlineData("/%zz", "/%zz")]
    [InlineData("/%", "/%")]
    [InlineData("/%4", "/%4")]
    public void Percent_encoding_is_undone_as_Zeek_does(string escaped, string text) =>
        Assert.Equal(text, HttpText.Unescape(Encoding.Latin1.GetBytes(escaped)));

    [Theory]
    [InlineData("attachment; filename=\"a b.txt\"", "a b.txt")]
    [InlineData("attachment; filename=plain.txt; size=3", "plain.txt")]
    [InlineData("attachment; filename*=UTF-8''%c3%bc.txt", "ü.txt")]
    [InlineData("attachment; FileName = \"x\"", "x")]
    [InlineData("inline", null)]
    public void File_names_are_found(string value, string? name) =>
        Assert.Equal(name, HttpText.FileName(Encoding.Latin1.GetBytes(value), "filename"u8));

    [Property(MaxTest = 500)]
    public void Random_bytes_never_throw(byte[] bytes)
    {
        HttpText.Unescape(bytes);
        HttpText.FileName(bytes, "n"u8);
        HttpText.BasicUser(bytes);
        HttpText.Parameter(bytes, "b"u8);
    }
}
