namespace Portal.Traffic.Protocols.Ntp;

/// <summary>The network time protocol over UDP, versions 1 to 4 (RFC 1119, RFC 1305, RFC 5905).</summary>
public sealed class NtpProtocol : IProtocol
{
    public const int Port = 123;

    private const int MinPrivateBytes = 8;
    private const int MinControlBytes = 12;

    public string Name => "ntp";

    public Transports Transports => Transports.Udp;

    public Claim Claims(FlowContext flow, Side side, ReadOnlySpan<byte> firstBytes)
    {
        var isExpected = flow.ResponderPort == Port || flow.OriginatorPort == Port;
        return isExpected && IsMessage(firstBytes) || IsTellingReply(firstBytes) ? Claim.Yes : Claim.No;
    }

    public IFlowAnalyzer Start(FlowContext flow) => new NtpAnalyzer(flow);

    private static bool IsMessage(ReadOnlySpan<byte> bytes) =>
        !bytes.IsEmpty
        && ((bytes[0] >> 3) & 7) is >= 1 and <= 4
        && bytes.Length
            >= (bytes[0] & 7) switch
            {
                0 => int.MaxValue,
                NtpMessage.ControlMode => MinControlBytes,
                NtpMessage.PrivateMode => MinPrivateBytes,
                _ => NtpMessage.FixedBytes,
            };

    /// <summary>On any port: a server's reply whose four times lie within a day of each other is nothing else.</summary>
    private static bool IsTellingReply(ReadOnlySpan<byte> bytes) =>
        bytes.Length == NtpMessage.FixedBytes
        && NtpMessage.TryParse(bytes, out var message)
        && message is { Version: 3 or 4, Mode: NtpMessage.ServerMode, Stratum: >= 1 and <= 15, Poll: >= 0 and <= 17 }
        && message.Precision is < 0 and > -32
        && message.Received != 0
        && Math.Abs((long)(message.Received >> 32) - (long)(message.Sent >> 32)) < 2
        && Math.Abs((long)(message.Received >> 32) - (long)(message.Reference >> 32)) < 86_400;
}
