namespace Portal.Traffic.Records;

/// <summary>One question and what came back, with the columns and the meaning of Zeek's dns.log; the first frame is the question's.</summary>
public sealed class DnsRecord : FlowRecord
{
    public static readonly Table<DnsRecord> Table = new Table<DnsRecord>("dns")
        .Flow()
        .Enum("proto", record => record.Protocol)
        .Count("trans_id", record => record.TransactionId)
        .Interval("rtt", record => record.RoundTripTime)
        .String("query", record => record.Query)
        .Count("qclass", record => record.QueryClass)
        .String("qclass_name", record => record.QueryClassName)
        .Count("qtype", record => record.QueryType)
        .String("qtype_name", record => record.QueryTypeName)
        .Count("rcode", record => record.ResponseCode)
        .String("rcode_name", record => record.ResponseCodeName)
        .Bool("AA", record => record.IsAuthoritative)
        .Bool("TC", record => record.IsTruncated)
        .Bool("RD", record => record.IsRecursionDesired)
        .Bool("RA", record => record.IsRecursionAvailable)
        .Count("Z", record => record.Reserved)
        .Vector("answers", record => record.Answers)
        .IntervalVector("TTLs", record => record.TimesToLive)
        .Bool("rejected", record => record.IsRejected)
        .Count("opcode", record => record.OperationCode)
        .String("opcode_name", record => record.OperationName)
        .Frames();

    /// <summary><c>udp</c> or <c>tcp</c>.</summary>
    public required string Protocol { get; init; }
    public required long TransactionId { get; init; }

    /// <summary>Seconds from the question to the first answer; null without an answer or when only the answer was seen.</summary>
    public double? RoundTripTime { get; set; }

    /// <summary>Lower case, without the last dot; a NetBIOS name is decoded.</summary>
    public string? Query { get; set; }
    public long? QueryClass { get; set; }
    public string? QueryClassName { get; set; }
    public long? QueryType { get; set; }
    public string? QueryTypeName { get; set; }
    public long? ResponseCode { get; set; }
    public string? ResponseCodeName { get; set; }
    public bool IsAuthoritative { get; set; }

    /// <summary>As the question has it, like RD and Z.</summary>
    public bool IsTruncated { get; set; }
    public bool IsRecursionDesired { get; set; }
    public bool IsRecursionAvailable { get; set; }

    /// <summary>The three bits between RA and the response code: reserved, AD and CD (RFC 4035 §3).</summary>
    public long Reserved { get; set; }
    public IReadOnlyList<string>? Answers { get; set; }

    /// <summary>Seconds, one for each of <see cref="Answers"/>.</summary>
    public IReadOnlyList<double>? TimesToLive { get; set; }

    /// <summary>The response carried nothing but a refusal.</summary>
    public bool IsRejected { get; set; }
    public long? OperationCode { get; set; }
    public string? OperationName { get; set; }
}
