using Portal.Traffic.Packets;
using Portal.Traffic.Records;

namespace Portal.Traffic.Protocols.Dns;

/// <summary>
/// Pairs the questions and answers of one flow into <c>dns</c> records as Zeek does: by transaction identifier, first in
/// first out; what stays alone is written at the end.
/// </summary>
public sealed class DnsAnalyzer(FlowContext flow) : IFlowAnalyzer
{
    /// <summary>Identifiers that wait for their other half, and messages of one identifier; beyond, they are written alone.</summary>
    public const int MaxPending = 50;

    private readonly DnsStream?[] _streams = new DnsStream?[2];
    private readonly PendingRecords _questions = new(flow, MaxPending);
    private readonly PendingRecords _answers = new(flow, MaxPending);
    private bool _isConfirmed;
    private bool _hasBegun;

    private bool IsNetbios => flow.ResponderPort == DnsProtocol.NetbiosPort;

    /// <summary>Wireshark's name of the protocol.</summary>
    private string FieldsName =>
        IsMulticast ? "mdns"
        : flow.ResponderPort == DnsProtocol.LlmnrPort ? "llmnr"
        : "dns";

    /// <summary>Multicast DNS: identifiers are zero and answers go to everybody, so nothing pairs (RFC 6762 §18.1).</summary>
    private bool IsMulticast => flow.Transport == Transports.Udp && flow.ResponderPort == DnsProtocol.MulticastPort;

    public void OnData(Side side, ReadOnlySpan<byte> bytes, FrameStamp frame)
    {
        if (flow.Transport == Transports.Udp)
        {
            OnMessage(side, bytes, frame);
            return;
        }
        var stream = _streams[(int)side] ??= new DnsStream();
        while (stream.TryNext(ref bytes, out var message))
        {
            OnMessage(side, message, frame);
        }
    }

    public void OnGap(Side side, long bytes, FrameStamp frame)
    {
        var stream = _streams[(int)side] ??= new DnsStream();
        stream.Gap(bytes);
        if (stream.IsLost)
        {
            flow.Weird("dns_stream_lost_in_gap", source: "DNS");
        }
    }

    public void OnEnd(Side side, FrameStamp frame)
    {
        // A side may close while its questions still wait for answers.
    }

    public void OnDone()
    {
        _questions.Flush();
        _answers.Flush();
    }

    private void OnMessage(Side side, ReadOnlySpan<byte> bytes, FrameStamp frame)
    {
        if (!DnsMessage.TryParse(bytes, IsNetbios, out var message))
        {
            flow.Weird("DNS_truncated_len_lt_hdr_len", source: "DNS");
            return;
        }
        flow.Show(IsNetbios ? NbnsFields.Add : DnsFields.Add, side, bytes, FieldsName);
        if (!_hasBegun && message.IsResponse && side == Side.Originator && !IsMulticastAddress(flow.ResponderAddress))
        {
            flow.FlipRoles();
        }
        _hasBegun = true;
        if (message.Problem is { } problem)
        {
            flow.Weird(problem, message.ProblemDetail, "DNS");
        }
        if (message.OperationCode is not (DnsNumbers.Query or DnsNumbers.Notify or DnsNumbers.Update) && !IsNetbios)
        {
            flow.Weird("DNS_unknown_opcode", $"{message.OperationCode}", "DNS");
            return;
        }
        DnsRecord? record = null;
        var isPaired =
            !IsMulticast
            && (
                message.IsResponse
                    ? _questions.TryTake(message.Id, out record)
                    : _answers.TryTake(message.Id, out record)
            );
        if (!isPaired)
        {
            record = NewRecord(message, frame);
        }
        record!.LastFrame = Math.Max(record.LastFrame, frame.Number);
        record.OperationCode = message.OperationCode;
        record.OperationName = DnsNumbers.OperationName(message.OperationCode, IsNetbios);
        if (message.IsResponse)
        {
            ReadResponse(bytes, message, record, frame);
        }
        else
        {
            ReadQuestion(message, record);
        }
        if (!_isConfirmed && message.AreAnswersComplete)
        {
            _isConfirmed = true;
            flow.Confirm("dns");
        }
        if (isPaired || IsMulticast)
        {
            flow.Records.Write(DnsRecord.Table, record);
        }
        else
        {
            (message.IsResponse ? _answers : _questions).Add(record);
        }
    }

    private static bool IsMulticastAddress(IpAddress address) =>
        address.IsIpv4 ? (uint)address.Low >> 28 == 0xE : address.High >> 56 == 0xFF;

    private DnsRecord NewRecord(DnsMessage message, FrameStamp frame) =>
        new()
        {
            Timestamp = frame.Time,
            Uid = flow.Uid,
            Id = flow.Id,
            FirstFrame = frame.Number,
            LastFrame = frame.Number,
            Protocol = flow.Transport == Transports.Udp ? "udp" : "tcp",
            TransactionId = message.Id,
        };

    /// <summary>Of several questions in one message the last one is recorded, as in Zeek.</summary>
    private void ReadQuestion(DnsMessage message, DnsRecord record)
    {
        // The zone of an update stands where the question is, and is none (RFC 2136 §2.3).
        if (message.Questions.Count == 0 || (message.OperationCode == DnsNumbers.Update && !IsNetbios))
        {
            return;
        }
        var question = message.Questions[^1];
        record.IsRecursionDesired = message.IsRecursionDesired;
        record.IsTruncated = message.IsTruncated;
        record.Reserved = message.Reserved;
        record.QueryClass = question.Class;
        record.QueryClassName = DnsNumbers.ClassName(question.Class);
        record.QueryType = question.Type;
        // RFC 2782 reused the number of the NetBIOS node status.
        record.QueryTypeName =
            IsNetbios && question.Type == DnsNumbers.Srv ? "NBSTAT" : DnsNumbers.TypeName(question.Type);
        record.Query = (IsNetbios ? NetbiosName.Decode(question.Name) : null) ?? question.Name;
    }

    private void ReadResponse(ReadOnlySpan<byte> bytes, DnsMessage message, DnsRecord record, FrameStamp frame)
    {
        record.ResponseCode = message.ResponseCode;
        record.ResponseCodeName = DnsNumbers.ResponseCodeName(message.ResponseCode);
        record.IsRejected |=
            (message.ResponseCode != 0 && message.QuestionCount == 0)
            || (
                message.Questions.Count > 0
                && message.AnswerCount + message.AuthorityCount + message.AdditionalCount == 0
            );

        var isUpdate = message.OperationCode == DnsNumbers.Update && !IsNetbios;
        var (answers, timesToLive) = (new List<string>(), new List<double>());
        foreach (var resource in message.Resources)
        {
            if (resource.Section != DnsSection.Answer && !(isUpdate && resource.Section == DnsSection.Authority))
            {
                continue;
            }
            var text = DnsAnswer.Text(bytes, resource, IsNetbios, isUpdate, out var problem);
            if (problem is not null)
            {
                flow.Weird(problem, source: "DNS");
            }
            if (text is null)
            {
                continue;
            }
            record.Query ??= DnsAnswer.Owner(bytes, resource, out _);
            record.IsAuthoritative = message.IsAuthoritative;
            record.IsRecursionAvailable = message.IsRecursionAvailable;
            record.RoundTripTime ??=
                frame.Time == record.Timestamp
                    ? null
                    : (frame.Time - record.Timestamp) / (double)UnixTime.NanosecondsPerSecond;
            if (text.Length > 0)
            {
                var isAddition = isUpdate && resource.Section == DnsSection.Authority;
                answers.Add(isAddition && !text.StartsWith("del:", StringComparison.Ordinal) ? $"add: {text}" : text);
                timesToLive.Add(resource.TimeToLive);
            }
        }
        if (answers.Count > 0)
        {
            record.Answers = answers;
            record.TimesToLive = timesToLive;
        }
    }
}
