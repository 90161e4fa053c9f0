using System.Text;
using Portal.Analysis.Objects;

namespace Portal.Analysis.Tests.Objects;

public sealed class ObjectExcerptTests
{
    [Fact]
    public async Task Text_is_shown_even_where_the_excerpt_cuts_a_character()
    {
        var content = Encoding.UTF8.GetBytes(new string('ä', ObjectExcerpt.MaxBytes));

        var excerpt = await Read([(byte)'x', .. content]);

        Assert.Equal(ObjectExcerpt.MaxBytes, excerpt.Bytes.Length);
        Assert.Equal(1 + content.Length, excerpt.Size);
        Assert.Equal("x" + new string('ä', (ObjectExcerpt.MaxBytes - 1) / 2), excerpt.Text);
    }

    [Theory]
    [InlineData("MZ\u0090\0\u0003\0\0\0\u0004\0\0\0")]
    [InlineData("")]
    public async Task What_is_no_text_has_none(string content) =>
        Assert.Null((await Read(Encoding.Latin1.GetBytes(content))).Text);

    [Theory]
    [InlineData("89504E470D0A1A0A00", "image/png")]
    [InlineData("FFD8FFE000104A4649", "image/jpeg")]
    [InlineData("474946383961", "image/gif")]
    [InlineData("524946460000000057454250565038", "image/webp")]
    [InlineData("3C7376673E", null)]
    public async Task Only_raster_images_are_images(string hex, string? type) =>
        Assert.Equal(type, (await Read(Convert.FromHexString(hex))).ImageType);

    [Fact]
    public async Task Bytes_are_dumped_sixteen_a_line()
    {
        var excerpt = await Read("0123456789abcdef\0\u0001"u8.ToArray());

        Assert.Equal(
            "00000000  30 31 32 33 34 35 36 37  38 39 61 62 63 64 65 66  0123456789abcdef\n"
                + "00000010  00 01                                             ..\n",
            excerpt.Hex()
        );
    }

    private static Task<ObjectExcerpt> Read(byte[] content) =>
        ObjectExcerpt.ReadAsync(new MemoryStream(content), TestContext.Current.CancellationToken);
}
