namespace Portal.Traffic.Protocols.Dns;

/// <summary>DNS over UDP and TCP (RFC 1035 §4.2), with multicast DNS, LLMNR and the NetBIOS name service, which share its messages.</summary>
public sealed class DnsProtocol : IProtocol
{
    public const int NetbiosPort = 137;
    public const int MulticastPort = 5353;
    public const int LlmnrPort = 5355;

    private const int MaxKnownOperation = 8; // RFC 1002 refresh; DNS itself ends at 6 (DSO).

    public string Name => "dns";

    public Transports Transports => Transports.Tcp | Transports.Udp;

    public Claim Claims(FlowContext flow, Side side, ReadOnlySpan<byte> firstBytes)
    {
        var isKnown = IsKnownPort(flow.ResponderPort) || IsKnownPort(flow.OriginatorPort);
        if (flow.Transport == Transports.Udp)
        {
            return isKnown || LooksLikeMessage(firstBytes, isWhole: true) ? Claim.Yes : Claim.No;
        }
        if (firstBytes.Length < 2 + DnsMessage.HeaderBytes)
        {
            return firstBytes.Length >= 2 && firstBytes is [0, < DnsMessage.HeaderBytes, ..]
                ? Claim.No
                : Claim.NeedMore;
        }
        var length = firstBytes[0] << 8 | firstBytes[1];
        var message = firstBytes[2..];
        var isWhole = message.Length >= length;
        return
            length >= DnsMessage.HeaderBytes && LooksLikeMessage(message[..Math.Min(length, message.Length)], isWhole)
            ? Claim.Yes
            : Claim.No;
    }

    public IFlowAnalyzer Start(FlowContext flow) => new DnsAnalyzer(flow);

    private static bool IsKnownPort(int port) => port is 53 or NetbiosPort or MulticastPort or LlmnrPort;

    /// <summary>Strict enough for any port: a question, known numbers, and for a whole message nothing left over.</summary>
    private static bool LooksLikeMessage(ReadOnlySpan<byte> bytes, bool isWhole)
    {
        if (
            !DnsMessage.TryParse(bytes, isNetbios: false, out var message)
            || message.OperationCode > MaxKnownOperation
            || message.QuestionCount + message.AnswerCount == 0
            || message.QuestionCount > DnsMessage.MaxQuestions
        )
        {
            return false;
        }
        if (!isWhole)
        {
            return message.Questions.Count > 0 && message.Problem is null or "DNS_truncated_ans_too_short";
        }
        return message.IsComplete
            && message.Problem is null
            && message.Questions.All(question => question.Class is 1 or 255 or 0x8001 or 3 or 4)
            && End(message) == bytes.Length;
    }

    private static int End(DnsMessage message) =>
        message.Resources.Count > 0 ? message.Resources[^1].Offset + message.Resources[^1].Length
        : message.Questions.Count > 0 ? message.Questions[^1].Offset + message.Questions[^1].Length
        : DnsMessage.HeaderBytes;
}
