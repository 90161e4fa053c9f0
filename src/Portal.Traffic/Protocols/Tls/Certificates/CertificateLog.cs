using System.Runtime.CompilerServices;
using Portal.Traffic.Records;

namespace Portal.Traffic.Protocols.Tls.Certificates;

/// <summary>
/// Writes a certificate to <c>x509</c> unless the same capture showed it in the same role within a day, as Zeek does. What
/// was shown is remembered with the sink of the capture, and forgotten with it.
/// </summary>
internal sealed class CertificateLog
{
    /// <summary>Beyond this many certificates repetitions are written too, rather than memory spent.</summary>
    private const int MaxKnown = 200_000;

    /// <summary>Names of a kind in a row, as Zeek limits its logs; more are only compared with the server's name.</summary>
    private const int MaxNames = 500;

    private const long RelogAfter = 86_400 * UnixTime.NanosecondsPerSecond; // Zeek's relog_known_certificates_after

    private static readonly ConditionalWeakTable<IRecordSink, CertificateLog> s_logs = new();

    private readonly Dictionary<(string Fingerprint, bool IsHost, bool IsClient), long> _known = [];

    public static CertificateLog Of(IRecordSink records) => s_logs.GetOrCreateValue(records);

    public void Write(
        FlowContext flow,
        Certificate certificate,
        bool isHost,
        bool isClient,
        FrameStamp first,
        FrameStamp last
    )
    {
        var key = (certificate.Fingerprint, isHost, isClient);
        if (_known.TryGetValue(key, out var seen))
        {
            if (last.Time - seen < RelogAfter)
            {
                return;
            }
            _known[key] = last.Time;
        }
        else if (_known.Count < MaxKnown)
        {
            _known.Add(key, last.Time);
        }
        flow.Records.Write(X509Record.Table, Record(flow, certificate, isHost, isClient, first, last));
    }

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
            DnsNames = Shown(flow, certificate.AlternativeNames?.DnsNames),
            Uris = Shown(flow, certificate.AlternativeNames?.Uris),
            Emails = Shown(flow, certificate.AlternativeNames?.Emails),
            IpAddresses = Shown(flow, certificate.AlternativeNames?.IpAddresses),
            IsAuthority = certificate.IsAuthority,
            PathLength = certificate.PathLength,
            IsHostCertificate = isHost,
            IsClientCertificate = isClient,
        };

    private static List<string>? Shown(FlowContext flow, List<string>? names)
    {
        if (names is null || names.Count <= MaxNames)
        {
            return names;
        }
        flow.Weird("log_container_field_truncated", "X509::LOG");
        return names[..MaxNames];
    }
}
