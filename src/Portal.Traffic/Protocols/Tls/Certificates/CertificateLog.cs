using System.Diagnostics.CodeAnalysis;
using Portal.Traffic.Records;

namespace Portal.Traffic.Protocols.Tls.Certificates;

/// <summary>
/// Writes a certificate to <c>x509</c>. That the same capture showed it in the same role within a day, and Zeek would not
/// log it again, is found where the records of the capture come together.
/// </summary>
internal static class CertificateLog
{
    /// <summary>Names of a kind in a row, as Zeek limits its logs; more are only compared with the server's name.</summary>
    private const int MaxNames = 500;

    public static void Write(
        FlowContext flow,
        Certificate certificate,
        bool isHost,
        bool isClient,
        FrameStamp first,
        FrameStamp last
    ) => flow.Records.Write(X509Record.Table, Record(flow, certificate, isHost, isClient, first, last));

    private static X509Record Record(
        FlowContext flow,
        Certificate certificate,
        bool isHost,
        bool isClient,
        FrameStamp first,
        FrameStamp last
    ) =>
        new()
        {
            Timestamp = last.Time,
            Uid = flow.Uid,
            Id = flow.Id,
            FirstFrame = first.Number,
            LastFrame = last.Number,
            Fingerprint = certificate.Fingerprint,
            Version = certificate.Version,
            Serial = certificate.Serial,
            Subject = certificate.Subject.Text,
            Issuer = certificate.Issuer.Text,
            NotBefore = certificate.NotBefore,
            NotAfter = certificate.NotAfter,
            KeyAlgorithm = certificate.Key.Algorithm,
            SignatureAlgorithm = certificate.SignatureAlgorithm,
            KeyType = certificate.Key.Type,
            KeyBits = certificate.Key.Bits,
            Exponent = certificate.Key.Exponent,
            Curve = certificate.Key.Curve,
            AreNamesCut =
                IsCut(certificate.AlternativeNames?.DnsNames)
                || IsCut(certificate.AlternativeNames?.Uris)
                || IsCut(certificate.AlternativeNames?.Emails)
                || IsCut(certificate.AlternativeNames?.IpAddresses),
            DnsNames = Shown(certificate.AlternativeNames?.DnsNames),
            Uris = Shown(certificate.AlternativeNames?.Uris),
            Emails = Shown(certificate.AlternativeNames?.Emails),
            IpAddresses = Shown(certificate.AlternativeNames?.IpAddresses),
            IsAuthority = certificate.IsAuthority,
            PathLength = certificate.PathLength,
            IsHostCertificate = isHost,
            IsClientCertificate = isClient,
        };

    private static List<string>? Shown(List<string>? names) => IsCut(names) ? names[..MaxNames] : names;

    private static bool IsCut([NotNullWhen(true)] List<string>? names) => names?.Count > MaxNames;
}
