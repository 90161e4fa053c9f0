using FsCheck.Xunit;
using Portal.Traffic.Protocols.Tls.Certificates;

namespace Portal.Traffic.Tests;

public sealed class DerReaderTests
{
    [Theory]
    [InlineData("0200", true)]
    [InlineData("020105", true)]
    [InlineData("02810105", true)]
    [InlineData("0284000000 0105", true)]
    [InlineData("02", false)]
    [InlineData("0202AA", false)]
    [InlineData("0280AA0000", false)]
    [InlineData("02850000000001AA", false)]
    [InlineData("0284FFFFFFFFAA", false)]
    [InlineData("1F0100", false)]
    public void A_length_that_does_not_fit_or_is_none_fails(string hex, bool isElement)
    {
        var reader = new DerReader(Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal)));
        reader.Read(out _, out _);
        Assert.Equal(!isElement, reader.Failed);
    }

    [Theory]
    [InlineData("2A864886F70D01010B", "1.2.840.113549.1.1.11")]
    [InlineData("550403", "2.5.4.3")]
    [InlineData("883703", "2.999.3")]
    [InlineData("", "")]
    [InlineData("80", "")]
    [InlineData("2AFFFFFFFFFFFFFFFFFFFF7F", "")]
    public void Identifiers_are_dotted_and_nonsense_is_empty(string hex, string dotted) =>
        Assert.Equal(dotted, ObjectIdentifier.Dotted(Convert.FromHexString(hex)));

    [Property(MaxTest = 1000)]
    public void Reading_to_the_end_always_ends(byte[] bytes)
    {
        var reader = new DerReader(bytes);
        var read = 0;
        while (!reader.IsAtEnd)
        {
            reader.Read(out _, out var whole);
            read += whole.Length;
        }
        Assert.InRange(read, 0, bytes.Length);
    }
}
