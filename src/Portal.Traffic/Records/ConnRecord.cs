namespace Portal.Traffic.Records;

/// <summary>One flow, with the columns and the meaning of Zeek's conn.log.</summary>
public sealed class ConnRecord : FlowRecord
{
    public static readonly Table<ConnRecord> Table = new Table<ConnRecord>("conn")
        .Flow()
        .Enum("proto", record => record.Protocol)
        .String("service", record => record.Service)
        .Interval("duration", record => record.Duration)
        .Count("orig_bytes", record => record.OriginatorBytes)
        .Count("resp_bytes", record => record.ResponderBytes)
        .String("conn_state", record => record.State)
        .Bool("local_orig", record => record.IsLocalOriginator)
        .Bool("local_resp", record => record.IsLocalResponder)
        .Count("missed_bytes", record => record.MissedBytes)
        .String("history", record => record.History)
        .Count("orig_pkts", record => record.OriginatorPackets)
        .Count("orig_ip_bytes", record => record.OriginatorIpBytes)
        .Count("resp_pkts", record => record.ResponderPackets)
        .Count("resp_ip_bytes", record => record.ResponderIpBytes)
        .Set("tunnel_parents", record => record.TunnelParents)
        .Count("ip_proto", record => record.IpProtocol)
        .String("community_id", record => record.CommunityId)
        .Frames();

    /// <summary><c>tcp</c>, <c>udp</c>, <c>icmp</c> or <c>unknown_transport</c>.</summary>
    public required string Protocol { get; init; }

    /// <summary>Names of the protocols found inside, joined by commas.</summary>
    public string? Service { get; init; }

    /// <summary>Seconds from the first to the last packet; null for a single packet.</summary>
    public double? Duration { get; init; }

    /// <summary>Payload bytes; for TCP by sequence numbers, so that bytes that were never captured count too.</summary>
    public long? OriginatorBytes { get; init; }
    public long? ResponderBytes { get; init; }

    /// <summary>S0, S1, SF, REJ, S2, S3, RSTO, RSTR, RSTOS0, RSTRH, SH, SHR or OTH.</summary>
    public required string State { get; init; }
    public bool? IsLocalOriginator { get; init; }
    public bool? IsLocalResponder { get; init; }

    /// <summary>Bytes in gaps of the reassembled stream.</summary>
    public long MissedBytes { get; init; }

    /// <summary>Zeek's history letters, upper case for the originator.</summary>
    public string? History { get; init; }
    public long OriginatorPackets { get; init; }

    /// <summary>IP-level bytes as the IP total length fields say.</summary>
    public long OriginatorIpBytes { get; init; }
    public long ResponderPackets { get; init; }
    public long ResponderIpBytes { get; init; }
    public IReadOnlyList<string>? TunnelParents { get; init; }
    public int IpProtocol { get; init; }

    /// <summary>Community ID version 1, seed 0.</summary>
    public string? CommunityId { get; init; }
}
