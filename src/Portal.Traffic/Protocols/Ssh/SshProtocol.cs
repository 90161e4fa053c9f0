namespace Portal.Traffic.Protocols.Ssh;

/// <summary>SSH 1 and 2, recognised by the identification line (RFC 4253 §4.2).</summary>
public sealed class SshProtocol : IProtocol
{
    public string Name => "ssh";

    public Transports Transports => Transports.Tcp;

    public Claim Claims(FlowContext flow, Side side, ReadOnlySpan<byte> firstBytes)
    {
        var start = "SSH-"u8;
        if (!firstBytes.StartsWith(start[..Math.Min(start.Length, firstBytes.Length)]))
        {
            return Claim.No;
        }
        return firstBytes.Length < start.Length + 2 ? Claim.NeedMore
            : firstBytes[4] is (byte)'1' or (byte)'2' && firstBytes[5] == '.' ? Claim.Yes
            : Claim.No;
    }

    public IFlowAnalyzer Start(FlowContext flow) => new SshAnalyzer(flow);
}
