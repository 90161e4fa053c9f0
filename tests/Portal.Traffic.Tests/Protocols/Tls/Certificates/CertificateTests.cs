using FsCheck.Xunit;
using Portal.Traffic.Protocols.Tls.Certificates;

namespace Portal.Traffic.Tests.Protocols.Tls.Certificates;

public sealed class CertificateTests
{
    [Fact]
    public void Reads_a_real_certificate_whole()
    {
        Assert.True(Certificate.TryParse(Leaf(), out var certificate));

        Assert.Equal("4983a8a16d7e3954eceffda10e1a198388b334f71ba311acd99f89984739297e", certificate.Fingerprint);
        Assert.Equal(3, certificate.Version);
        Assert.Equal("045A905E1EA86942AC3857B481D6DE9A85CB", certificate.Serial);
        Assert.Equal("CN=certauth.idrix.fr", certificate.Subject.Text);
        Assert.Equal("CN=R3,O=Let's Encrypt,C=US", certificate.Issuer.Text);
        Assert.Equal(1672848847 * UnixTime.NanosecondsPerSecond, certificate.NotBefore);
        Assert.Equal(1680624846 * UnixTime.NanosecondsPerSecond, certificate.NotAfter);
        Assert.Equal(new PublicKey("rsaEncryption", "rsa", 2048, "65537", Curve: null), certificate.Key);
        Assert.Equal("sha256WithRSAEncryption", certificate.SignatureAlgorithm);
        Assert.Equal(["certauth.idrix.fr"], certificate.AlternativeNames!.DnsNames!);
        Assert.False(certificate.IsAuthority);
        Assert.Null(certificate.PathLength);
        Assert.False(certificate.IsSelfIssued);
    }

    [Fact]
    public void Refuses_every_truncation()
    {
        var der = Leaf();
        for (var length = 0; length < der.Length; length++)
        {
            Assert.False(Certificate.TryParse(der.AsSpan(0, length), out _));
        }
    }

    [Fact]
    public void Bytes_behind_the_certificate_do_not_change_it()
    {
        Assert.True(Certificate.TryParse(Leaf(), out var one));
        Assert.True(Certificate.TryParse([.. Leaf(), 1, 2, 3], out var two));
        Assert.Equal(one.Fingerprint, two.Fingerprint);
    }

    [Property(MaxTest = 1500)]
    public void Damaged_bytes_do_not_throw(int seed)
    {
        var der = Leaf();
        var random = new Random(seed);
        for (var damage = random.Next(1, 6); damage > 0; damage--)
        {
            der[random.Next(der.Length)] = (byte)random.Next(256);
        }
        if (Certificate.TryParse(der, out var certificate))
        {
            Assert.Equal(64, certificate.Fingerprint.Length);
        }
    }

    [Property(MaxTest = 2000)]
    public void Random_bytes_are_no_certificate(byte[] bytes) => Assert.False(Certificate.TryParse(bytes, out _));

    [Theory]
    [InlineData(DerReader.UtcTime, "700101000000Z", 0L)]
    [InlineData(DerReader.UtcTime, "491231235959Z", 2524607999L)]
    [InlineData(DerReader.UtcTime, "500101000000Z", -631152000L)]
    [InlineData(DerReader.UtcTime, "7001010100+0100", 0L)]
    [InlineData(DerReader.GeneralizedTime, "20500101000000Z", 2524608000L)]
    [InlineData(DerReader.GeneralizedTime, "99991231235959Z", 9223372036L)]
    public void Reads_times_and_stops_at_the_last_year_that_fits(int tag, string text, long seconds) =>
        Assert.Equal(
            seconds * UnixTime.NanosecondsPerSecond,
            CertificateTime.Read(tag, System.Text.Encoding.ASCII.GetBytes(text))
        );

    [Theory]
    [InlineData(DerReader.UtcTime, "")]
    [InlineData(DerReader.UtcTime, "991332000000Z")]
    [InlineData(DerReader.GeneralizedTime, "yesterday")]
    [InlineData(DerReader.Integer, "700101000000Z")]
    public void Other_text_is_no_time(int tag, string text) =>
        Assert.Null(CertificateTime.Read(tag, System.Text.Encoding.ASCII.GetBytes(text)));

    /// <summary>The first certificate of a real handshake, found by its length fields.</summary>
    private static byte[] Leaf()
    {
        var server = StreamTap
            .Flows("captures/tls/client-certificate.pcap")[0]
            .Where(piece => piece.Side == Side.Responder)
            .SelectMany(piece => piece.Bytes)
            .ToArray();
        // Server hello record, then a record with the certificate message: type, length, list length, certificate length.
        var record = 5 + ((server[3] << 8) | server[4]);
        var certificate = record + 5 + 4 + 3;
        Assert.Equal(11, server[record + 5]);
        var length = (server[certificate] << 16) | (server[certificate + 1] << 8) | server[certificate + 2];
        return server[(certificate + 3)..(certificate + 3 + length)];
    }
}
