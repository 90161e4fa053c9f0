namespace Portal.Traffic.Records;

/// <summary>
/// A certificate seen on the wire, with the columns and the meaning of Zeek's x509.log: one row for each certificate and
/// role (leaf or chain, server's or client's) of a capture and day.
/// </summary>
public sealed class X509Record : FlowRecord
{
    public static readonly Table<X509Record> Table = new Table<X509Record>("x509")
        .Time("ts", record => record.Timestamp)
        .String("fingerprint", record => record.Fingerprint)
        .Count("certificate.version", record => record.Version)
        .String("certificate.serial", record => record.Serial)
        .String("certificate.subject", record => record.Subject)
        .String("certificate.issuer", record => record.Issuer)
        .Time("certificate.not_valid_before", record => record.NotBefore)
        .Time("certificate.not_valid_after", record => record.NotAfter)
        .String("certificate.key_alg", record => record.KeyAlgorithm)
        .String("certificate.sig_alg", record => record.SignatureAlgorithm)
        .String("certificate.key_type", record => record.KeyType)
        .Count("certificate.key_length", record => record.KeyBits)
        .String("certificate.exponent", record => record.Exponent)
        .String("certificate.curve", record => record.Curve)
        .Vector("san.dns", record => record.DnsNames)
        .Vector("san.uri", record => record.Uris)
        .Vector("san.email", record => record.Emails)
        .AddrVector("san.ip", record => record.IpAddresses)
        .Bool("basic_constraints.ca", record => record.IsAuthority)
        .Count("basic_constraints.path_len", record => record.PathLength)
        .Bool("host_cert", record => record.IsHostCertificate)
        .Bool("client_cert", record => record.IsClientCertificate)
        .Frames();

    /// <summary>SHA-256 of the DER bytes, lower-case hexadecimal.</summary>
    public required string Fingerprint { get; init; }

    /// <summary>1 to 3 (RFC 5280 §4.1.2.1, where the field counts from 0).</summary>
    public required long Version { get; init; }

    /// <summary>Upper-case hexadecimal without separators, <c>-</c> before a negative one.</summary>
    public required string Serial { get; init; }

    /// <summary>RFC 2253 text, most specific name first.</summary>
    public required string Subject { get; init; }

    /// <summary>RFC 2253 text, most specific name first.</summary>
    public required string Issuer { get; init; }

    /// <summary>Nanoseconds since 1970 UTC, at most the year 2262; null when unreadable.</summary>
    public long? NotBefore { get; init; }

    /// <summary>Nanoseconds since 1970 UTC, at most the year 2262; null when unreadable.</summary>
    public long? NotAfter { get; init; }
    public required string KeyAlgorithm { get; init; }
    public required string SignatureAlgorithm { get; init; }

    /// <summary><c>rsa</c>, <c>dsa</c> or <c>ecdsa</c>; null for other keys.</summary>
    public string? KeyType { get; init; }
    public long? KeyBits { get; init; }

    /// <summary>RSA's public exponent in decimal.</summary>
    public string? Exponent { get; init; }

    /// <summary>The key's named curve.</summary>
    public string? Curve { get; init; }

    /// <summary>There were more names of a kind than a row holds.</summary>
    internal bool AreNamesCut { get; init; }
    public IReadOnlyList<string>? DnsNames { get; init; }
    public IReadOnlyList<string>? Uris { get; init; }
    public IReadOnlyList<string>? Emails { get; init; }
    public IReadOnlyList<string>? IpAddresses { get; init; }

    /// <summary>Null without basic constraints.</summary>
    public bool? IsAuthority { get; init; }
    public long? PathLength { get; init; }

    /// <summary>First of its chain.</summary>
    public required bool IsHostCertificate { get; init; }
    public required bool IsClientCertificate { get; init; }
}
