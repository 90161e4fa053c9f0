namespace Portal.Traffic.Protocols.Http;

/// <summary>HTTP/2 in clear (RFC 9113): with prior knowledge, told by the client's preface, or behind an upgrade to <c>h2c</c>.</summary>
public sealed class Http2Protocol : IProtocol
{
    public static ReadOnlySpan<byte> Preface => "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"u8;

    public string Name => "http2";

    public Transports Transports => Transports.Tcp;

    public Claim Claims(FlowContext flow, Side side, ReadOnlySpan<byte> firstBytes)
    {
        if (flow.Upgrade?.Protocol == "h2c")
        {
            return Claim.Yes;
        }
        if (side == Side.Responder || !IsPrefaceLike(firstBytes))
        {
            return Claim.No;
        }
        return firstBytes.Length < Preface.Length ? Claim.NeedMore : Claim.Yes;
    }

    public IFlowAnalyzer Start(FlowContext flow) => new Http2Analyzer(flow);

    /// <summary>The bytes begin the preface, or begin with it.</summary>
    internal static bool IsPrefaceLike(ReadOnlySpan<byte> bytes) =>
        bytes.StartsWith(Preface[..Math.Min(bytes.Length, Preface.Length)]);
}
