namespace Portal.Traffic.Protocols.Dns;

/// <summary>
/// A message of DNS, mDNS, LLMNR or the NetBIOS name service (RFC 1035 §4.1, RFC 6762 §18, RFC 4795 §2.1, RFC 1002 §4.2).
/// A damaged message is read as far as it goes; <see cref="Problem"/> then tells why it ended.
/// </summary>
public sealed class DnsMessage
{
    public const int HeaderBytes = 12;

    /// <summary>More than this is other traffic on a DNS port (the same limit as Zeek's).</summary>
    public const int MaxQuestions = 25;

    /// <summary>A message of 64 KiB full of addresses holds about this many; the rest is noise.</summary>
    public const int MaxResources = 4096;

    private readonly List<DnsQuestion> _questions = [];
    private readonly List<DnsResource> _resources = [];

    private DnsMessage(int id, int flags, int questions, int answers, int authorities, int additionals)
    {
        (Id, Flags, QuestionCount, AnswerCount) = (id, flags, questions, answers);
        (AuthorityCount, AdditionalCount) = (authorities, additionals);
    }

    public int Id { get; }

    /// <summary>The second 16 bits of the header.</summary>
    public int Flags { get; }

    public bool IsResponse => (Flags & 0x8000) != 0;

    public int OperationCode => (Flags >> 11) & 0xF;

    public bool IsAuthoritative => (Flags & 0x0400) != 0;

    public bool IsTruncated => (Flags & 0x0200) != 0;

    public bool IsRecursionDesired => (Flags & 0x0100) != 0;

    public bool IsRecursionAvailable => (Flags & 0x0080) != 0;

    /// <summary>Reserved bit, AD and CD.</summary>
    public int Reserved => (Flags >> 4) & 7;

    public int ResponseCode => Flags & 0xF;

    /// <summary>What the header announces, like the other counts; what was read is in the lists.</summary>
    public int QuestionCount { get; }

    public int AnswerCount { get; }

    public int AuthorityCount { get; }

    public int AdditionalCount { get; }

    public IReadOnlyList<DnsQuestion> Questions => _questions;

    public IReadOnlyList<DnsResource> Resources => _resources;

    /// <summary>Zeek's name of what broke the message off, else null.</summary>
    public string? Problem { get; private set; }

    public string? ProblemDetail { get; private set; }

    /// <summary>All questions and answers were read.</summary>
    public bool AreAnswersComplete { get; private set; }

    /// <summary>Everything that the header announces was read.</summary>
    public bool IsComplete { get; private set; }

    /// <summary>Reads a message; false if it is shorter than the header.</summary>
    /// <param name="bytes">Without the two length bytes that precede it on TCP.</param>
    /// <param name="isNetbios">Of the NetBIOS name service, whose labels may be longer.</param>
    public static bool TryParse(ReadOnlySpan<byte> bytes, bool isNetbios, out DnsMessage message)
    {
        var reader = new ByteReader(bytes);
        message = new DnsMessage(
            reader.ReadUInt16(),
            reader.ReadUInt16(),
            reader.ReadUInt16(),
            reader.ReadUInt16(),
            reader.ReadUInt16(),
            reader.ReadUInt16()
        );
        if (reader.Failed)
        {
            return false;
        }
        if (message.QuestionCount > MaxQuestions)
        {
            message.Problem = "DNS_Conn_count_too_large";
            message.ProblemDetail = $"{message.QuestionCount} > {MaxQuestions}";
            return true;
        }
        var position = HeaderBytes;
        message.AreAnswersComplete =
            message.ReadQuestions(bytes, ref position, isNetbios)
            && message.ReadResources(bytes, ref position, DnsSection.Answer, message.AnswerCount);
        message.IsComplete =
            message.AreAnswersComplete
            && message.ReadResources(bytes, ref position, DnsSection.Authority, message.AuthorityCount)
            && message.ReadResources(bytes, ref position, DnsSection.Additional, message.AdditionalCount);
        return true;
    }

    private bool ReadQuestions(ReadOnlySpan<byte> bytes, ref int position, bool isNetbios)
    {
        for (var i = 0; i < QuestionCount; i++)
        {
            var start = position;
            var name = DnsName.Read(bytes, ref position, isNetbios, out var problem);
            Problem ??= problem;
            var reader = new ByteReader(bytes[position..]);
            var (type, @class) = (reader.ReadUInt16(), reader.ReadUInt16());
            if (reader.Failed)
            {
                Problem ??= "DNS_truncated_quest_too_short";
                return false;
            }
            position += reader.Position;
            _questions.Add(new DnsQuestion(name, type, @class, start, position - start));
        }
        return true;
    }

    private bool ReadResources(ReadOnlySpan<byte> bytes, ref int position, DnsSection section, int count)
    {
        for (var i = 0; i < count; i++)
        {
            var start = position;
            DnsName.Skip(bytes, ref position);
            var reader = new ByteReader(bytes[position..]);
            var (type, @class, timeToLive) = (reader.ReadUInt16(), reader.ReadUInt16(), reader.ReadUInt32());
            var dataLength = reader.ReadUInt16();
            if (reader.Failed)
            {
                Problem ??= "DNS_truncated_ans_too_short";
                return false;
            }
            if (dataLength > reader.Remaining)
            {
                Problem ??= "DNS_truncated_RR_rdlength_lt_len";
                return false;
            }
            if (_resources.Count == MaxResources)
            {
                Problem ??= "DNS_too_many_resource_records";
                return false;
            }
            var dataOffset = position + reader.Position;
            _resources.Add(new DnsResource(section, type, @class, timeToLive, start, dataOffset, dataLength));
            position = dataOffset + dataLength;
        }
        return true;
    }
}
