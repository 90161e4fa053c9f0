using Portal.Traffic.Records;

namespace Portal.Traffic.Flows.Shards;

/// <summary>
/// What is decided over all records of a capture, in their order, before they are written: a certificate that was logged
/// within a day is not logged again, and packets that belong to no flow do not fill <c>weird</c>.
/// </summary>
internal sealed class RunRecords(IRecordSink sink) : IRecordSink
{
    /// <summary>Beyond this many certificates repetitions are written too, rather than memory spent.</summary>
    private const int MaxKnownCertificates = 200_000;

    private const long RelogAfter = 86_400 * UnixTime.NanosecondsPerSecond; // Zeek's relog_known_certificates_after

    /// <summary>A broken capture would have one row for every frame. The counters count on.</summary>
    internal const int MaxPacketWeirds = 1000;

    private readonly Dictionary<CertificateRole, long> _known = [];
    private readonly HashSet<PacketWeird> _packetWeirds = [];

    public void Write<TRecord>(Table<TRecord> table, TRecord record)
        where TRecord : class
    {
        var isWanted = record switch
        {
            X509Record certificate => IsNews(certificate),
            WeirdRecord { Uid: null } weird => IsNews(weird),
            _ => true,
        };
        if (!isWanted)
        {
            return;
        }
        if (record is X509Record { AreNamesCut: true } cut)
        {
            sink.Write(WeirdRecord.Table, NamesCut(cut));
        }
        sink.Write(table, record);
    }

    private static WeirdRecord NamesCut(X509Record certificate) =>
        new()
        {
            Timestamp = certificate.Timestamp,
            Uid = certificate.Uid,
            Id = certificate.Id,
            FirstFrame = certificate.LastFrame,
            LastFrame = certificate.LastFrame,
            Name = "log_container_field_truncated",
            Additional = "X509::LOG",
            Source = "SSL",
        };

    /// <summary>Each name once for each pair of hosts; frames that are no IP have none.</summary>
    private bool IsNews(WeirdRecord weird) =>
        _packetWeirds.Count < MaxPacketWeirds
        && _packetWeirds.Add(new PacketWeird(weird.Name, weird.Id?.OriginatorHost, weird.Id?.ResponderHost));

    private bool IsNews(X509Record certificate)
    {
        var role = new CertificateRole(
            certificate.Fingerprint,
            certificate.IsHostCertificate,
            certificate.IsClientCertificate
        );
        if (_known.TryGetValue(role, out var seen))
        {
            if (certificate.Timestamp - seen < RelogAfter)
            {
                return false;
            }
            _known[role] = certificate.Timestamp;
        }
        else if (_known.Count < MaxKnownCertificates)
        {
            _known.Add(role, certificate.Timestamp);
        }
        return true;
    }

    private sealed record PacketWeird(string Name, string? Originator, string? Responder);

    private sealed record CertificateRole(string Fingerprint, bool IsHost, bool IsClient);
}
