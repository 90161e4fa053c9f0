using System.Text;
using FsCheck.Xunit;
using Portal.Traffic.Protocols.Tls.Certificates;

namespace Portal.Traffic.Tests.Protocols.Tls.Certificates;

public sealed class DistinguishedNameTests
{
    private static readonly byte[] s_country = [0x55, 4, 6];
    private static readonly byte[] s_organization = [0x55, 4, 10];
    private static readonly byte[] s_commonName = [0x55, 4, 3];
    private static readonly byte[] s_nameless = [0x2A, 3, 4, 5];

    [Fact]
    public void The_last_part_comes_first() =>
        Assert.Equal(
            "CN=a,O=b,C=c",
            Text(Set(Attribute(s_country, "c")), Set(Attribute(s_organization, "b")), Set(Attribute(s_commonName, "a")))
        );

    [Fact]
    public void Parts_of_one_set_are_joined_by_plus() =>
        Assert.Equal("CN=a+O=b", Text(Set(Attribute(s_organization, "b"), Attribute(s_commonName, "a"))));

    [Theory]
    [InlineData("Zeek, Inc.", @"CN=Zeek\, Inc.")]
    [InlineData("a+b\"c\\d<e>f;g", @"CN=a\+b\""c\\d\<e\>f\;g")]
    [InlineData(" both ", @"CN=\ both\ ")]
    [InlineData("#1", @"CN=\#1")]
    [InlineData("a#1", "CN=a#1")]
    [InlineData("a\nb", @"CN=a\0Ab")]
    [InlineData("é", @"CN=\C3\A9")]
    public void Characters_with_a_meaning_are_escaped(string value, string text) =>
        Assert.Equal(text, Text(Set(Attribute(s_commonName, value))));

    [Fact]
    public void Other_alphabets_become_Utf8()
    {
        Assert.Equal(@"CN=\C3\A9", Text(Set(Attribute(s_commonName, 0x1E, [0, 0xE9]))));
        Assert.Equal(@"CN=\C3\A9", Text(Set(Attribute(s_commonName, 0x14, [0xE9]))));
        Assert.Equal(@"CN=\F0\9F\98\80", Text(Set(Attribute(s_commonName, 0x1C, [0, 1, 0xF6, 0]))));
    }

    [Fact]
    public void An_attribute_without_a_name_and_a_value_that_is_no_text_are_shown_as_Der()
    {
        Assert.Equal("1.2.3.4.5=#0C0161", Text(Set(Attribute(s_nameless, "a"))));
        Assert.Equal("CN=#020105", Text(Set(Attribute(s_commonName, 2, [5]))));
    }

    [Fact]
    public void The_last_common_name_counts()
    {
        byte[] name = [.. Set(Attribute(s_commonName, "one")), .. Set(Attribute(s_commonName, "two"))];
        Assert.True(DistinguishedName.TryParse(name, out var result));
        Assert.Equal("two", result.CommonName);
    }

    [Fact]
    public void A_name_of_very_many_parts_is_cut()
    {
        byte[] name = [.. Enumerable.Repeat(Set(Attribute(s_organization, "x")), 500).SelectMany(part => part)];
        Assert.True(DistinguishedName.TryParse(name, out var result));
        Assert.Equal(64, result.Text.Split(',').Length);
    }

    [Property(MaxTest = 2000)]
    public void Random_bytes_do_not_throw(byte[] bytes)
    {
        var isName = DistinguishedName.TryParse(bytes, out var result);
        Assert.Equal(isName, result.Text is not null);
    }

    private static string Text(params byte[][] sets)
    {
        Assert.True(DistinguishedName.TryParse([.. sets.SelectMany(set => set)], out var result));
        return result.Text;
    }

    private static byte[] Set(params byte[][] attributes) => Element(0x31, [.. attributes.SelectMany(part => part)]);

    private static byte[] Attribute(byte[] type, string value) => Attribute(type, 0x0C, Encoding.UTF8.GetBytes(value));

    private static byte[] Attribute(byte[] type, byte tag, byte[] value) =>
        Element(0x30, [.. Element(0x06, type), .. Element(tag, value)]);

    private static byte[] Element(byte tag, byte[] content)
    {
        Assert.True(content.Length < 128, "short lengths only");
        return [tag, (byte)content.Length, .. content];
    }
}
