using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Portal.Traffic.Protocols.Tls.Certificates;

namespace Portal.Traffic.Tests.Protocols.Tls.Certificates;

public sealed class KnownCertificatesTests
{
    [Fact]
    public void The_same_bytes_are_parsed_once()
    {
        var known = new KnownCertificates();
        var der = Issue("one.example");

        Assert.True(known.TryParse(der, out var first));
        Assert.True(known.TryParse([.. der], out var again));

        Assert.Same(first, again);
        Assert.True(Certificate.TryParse(der, out var parsed));
        Assert.Equivalent(parsed, first, strict: true);
    }

    [Fact]
    public void One_other_byte_makes_another_certificate()
    {
        var known = new KnownCertificates();
        var der = Issue("one.example");
        Assert.True(known.TryParse(der, out var first));
        der[^1] ^= 1; // the signature

        Assert.True(known.TryParse(der, out var other));

        Assert.NotEqual(first.Fingerprint, other.Fingerprint);
    }

    [Fact]
    public void What_is_no_certificate_stays_none()
    {
        var known = new KnownCertificates();

        Assert.False(known.TryParse([1, 2, 3], out _));
        Assert.False(known.TryParse([1, 2, 3], out _));
        Assert.Equal(0, known.Count);
    }

    [Fact]
    public void Neither_many_nor_long_ones_are_kept()
    {
        var known = new KnownCertificates();
        var der = Issue("one.example");
        for (var number = 0; number <= KnownCertificates.MaxKnown; number++)
        {
            BitConverter.TryWriteBytes(der.AsSpan(der.Length - sizeof(int)), number);
            Assert.True(known.TryParse(der, out _));
            Assert.InRange(known.Count, 1, KnownCertificates.MaxKnown);
        }
        Assert.Equal(1, known.Count);

        Assert.True(known.TryParse([.. der, .. new byte[KnownCertificates.MaxKeptBytes]], out _));
        Assert.Equal(1, known.Count);
    }

    private static byte[] Issue(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        using var certificate = request.CreateSelfSigned(
            DateTimeOffset.UnixEpoch,
            DateTimeOffset.UnixEpoch.AddYears(1)
        );
        return certificate.RawData;
    }
}
