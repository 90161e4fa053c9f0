using System.Security.Cryptography;

namespace Portal.Traffic.Protocols.Tls.Certificates;

/// <summary>What is read of an X.509 certificate (RFC 5280 §4.1).</summary>
internal sealed class Certificate
{
    /// <summary>Real certificates have under twenty; the rest is not read.</summary>
    private const int MaxExtensions = 64;

    private const int MaxSerialBytes = 256; // RFC 5280 §4.1.2.2 allows 20
    private const int VersionTag = 0xA0;
    private const int IssuerIdentifierTag = 0x81;
    private const int SubjectIdentifierTag = 0x82;
    private const int ExtensionsTag = 0xA3;

    private static ReadOnlySpan<byte> BasicConstraints => [0x55, 0x1D, 0x13]; // 2.5.29.19

    private static ReadOnlySpan<byte> SubjectAlternativeName => [0x55, 0x1D, 0x11]; // 2.5.29.17

    /// <summary>SHA-256 of the bytes, lower-case hexadecimal.</summary>
    public required string Fingerprint { get; init; }

    /// <summary>Counted from 1.</summary>
    public required int Version { get; init; }

    public required string Serial { get; init; }
    public required DistinguishedName Subject { get; init; }
    public required DistinguishedName Issuer { get; init; }

    /// <summary>Nanoseconds since 1970 UTC.</summary>
    public required long? NotBefore { get; init; }

    /// <summary>Nanoseconds since 1970 UTC.</summary>
    public required long? NotAfter { get; init; }
    public required PublicKey Key { get; init; }
    public required string SignatureAlgorithm { get; init; }

    /// <summary>Issuer and subject are the same bytes; the signature is not verified.</summary>
    public required bool IsSelfIssued { get; init; }
    public AlternativeNames? AlternativeNames { get; private set; }
    public bool? IsAuthority { get; private set; }
    public long? PathLength { get; private set; }

    /// <summary>False if the bytes do not begin with a certificate; bytes behind it do not matter.</summary>
    public static bool TryParse(ReadOnlySpan<byte> der, out Certificate certificate)
    {
        certificate = null!;
        var outer = new DerReader(der);
        var all = new DerReader(outer.Read(out var outerTag, out var whole));
        var body = new DerReader(all.Read(DerReader.Sequence));
        var algorithm = new DerReader(all.Read(DerReader.Sequence));
        var signatureAlgorithm = algorithm.Read(DerReader.ObjectIdentifier);
        all.Read(DerReader.BitString); // the signature

        var version = ReadVersion(body.ReadOptional(VersionTag));
        var serial = body.Read(DerReader.Integer);
        body.Read(DerReader.Sequence); // the signature's algorithm again
        var issuer = body.Read(DerReader.Sequence);
        var validity = new DerReader(body.Read(DerReader.Sequence));
        var notBefore = validity.Read(out var beforeTag, out _);
        var notAfter = validity.Read(out var afterTag, out _);
        var subject = body.Read(DerReader.Sequence);
        var keyInfo = body.Read(DerReader.Sequence);
        if (
            outerTag != DerReader.Sequence
            || all.Failed
            || algorithm.Failed
            || body.Failed
            || validity.Failed
            || serial.Length is 0 or > MaxSerialBytes
            || !DistinguishedName.TryParse(subject, out var subjectName)
            || !DistinguishedName.TryParse(issuer, out var issuerName)
            || !PublicKey.TryParse(keyInfo, out var key)
        )
        {
            return false;
        }
        certificate = new Certificate
        {
            Fingerprint = Convert.ToHexStringLower(SHA256.HashData(whole)),
            Version = version,
            Serial = SerialText(serial),
            Subject = subjectName,
            Issuer = issuerName,
            NotBefore = CertificateTime.Read(beforeTag, notBefore),
            NotAfter = CertificateTime.Read(afterTag, notAfter),
            Key = key,
            SignatureAlgorithm = ObjectIdentifier.Describe(signatureAlgorithm),
            IsSelfIssued = subject.SequenceEqual(issuer),
        };
        body.ReadOptional(IssuerIdentifierTag);
        body.ReadOptional(SubjectIdentifierTag);
        var extensions = new DerReader(body.ReadOptional(ExtensionsTag));
        certificate.ReadExtensions(extensions.ReadOptional(DerReader.Sequence));
        return true;
    }

    // [0] EXPLICIT INTEGER, 0 for version 1 when it is not there.
    private static int ReadVersion(ReadOnlySpan<byte> explicitVersion)
    {
        var reader = new DerReader(explicitVersion);
        return reader.ReadOptional(DerReader.Integer) is [var number] ? number + 1 : 1;
    }

    private static string SerialText(ReadOnlySpan<byte> serial)
    {
        if (serial[0] <= 0x7F)
        {
            var digits = Convert.ToHexString(serial.TrimStart((byte)0));
            return digits.Length == 0 ? "00" : digits;
        }
        // Two's complement: RFC 5280 forbids negative ones, yet they occur.
        var magnitude = serial.ToArray();
        var carry = 1;
        for (var i = magnitude.Length - 1; i >= 0; i--)
        {
            carry += (byte)~magnitude[i];
            magnitude[i] = (byte)carry;
            carry >>= 8;
        }
        return "-" + Convert.ToHexString(magnitude.AsSpan().TrimStart((byte)0));
    }

    private void ReadExtensions(ReadOnlySpan<byte> list)
    {
        var extensions = new DerReader(list);
        for (var count = 0; !extensions.IsAtEnd && count < MaxExtensions; count++)
        {
            var extension = new DerReader(extensions.Read(DerReader.Sequence));
            var identifier = extension.Read(DerReader.ObjectIdentifier);
            extension.ReadOptional(DerReader.Boolean); // critical
            var value = extension.Read(DerReader.OctetString);
            if (extension.Failed)
            {
                return;
            }
            if (identifier.SequenceEqual(BasicConstraints))
            {
                ReadBasicConstraints(value);
            }
            else if (identifier.SequenceEqual(SubjectAlternativeName))
            {
                AlternativeNames ??= AlternativeNames.Parse(value);
            }
        }
    }

    // RFC 5280 §4.2.1.9: SEQUENCE { cA BOOLEAN DEFAULT FALSE, pathLenConstraint INTEGER OPTIONAL }
    private void ReadBasicConstraints(ReadOnlySpan<byte> value)
    {
        var outer = new DerReader(value);
        var fields = new DerReader(outer.Read(DerReader.Sequence));
        if (outer.Failed)
        {
            return;
        }
        IsAuthority = fields.ReadOptional(DerReader.Boolean) is [not 0];
        var length = fields.ReadOptional(DerReader.Integer);
        if (length.Length is > 0 and <= 4 && length[0] <= 0x7F)
        {
            long number = 0;
            foreach (var part in length)
            {
                number = (number << 8) | part;
            }
            PathLength = number;
        }
    }
}
