namespace Portal.Traffic.Protocols.Redis;

/// <summary>Redis, recognised by a command as an array of strings; inline commands only on its port.</summary>
public sealed class RedisProtocol : IProtocol
{
    private const int PatienceBytes = 64;

    public string Name => "redis";

    public Transports Transports => Transports.Tcp;

    public Claim Claims(FlowContext flow, Side side, ReadOnlySpan<byte> firstBytes)
    {
        if (side == Side.Responder)
        {
            return Claim.No;
        }
        if (firstBytes is [(byte)'*', ..])
        {
            return ClaimsArray(firstBytes);
        }
        var newline = firstBytes.IndexOf("\r\n"u8);
        return flow.ResponderPort != 6379 ? Claim.No
            : newline < 0 ? (firstBytes.Length < PatienceBytes ? Claim.NeedMore : Claim.No)
            : firstBytes.StartsWith("PING"u8) || firstBytes.StartsWith("INFO"u8) || firstBytes.StartsWith("AUTH "u8)
                ? Claim.Yes
            : Claim.No;
    }

    public IFlowAnalyzer Start(FlowContext flow) => new RedisAnalyzer(flow);

    /// <summary><c>*n CR LF $m CR LF</c> and a letter.</summary>
    private static Claim ClaimsArray(ReadOnlySpan<byte> bytes)
    {
        var rest = bytes[1..];
        for (var part = 0; part < 2; part++)
        {
            var digits = rest.IndexOfAnyExceptInRange((byte)'0', (byte)'9');
            if (digits < 0)
            {
                return rest.Length < 10 ? Claim.NeedMore : Claim.No;
            }
            var expected = part == 0 ? "\r\n$"u8 : "\r\n"u8;
            var tail = rest[digits..];
            if (digits is 0 or > 9 || !tail.StartsWith(expected[..Math.Min(expected.Length, tail.Length)]))
            {
                return Claim.No;
            }
            if (tail.Length < expected.Length)
            {
                return Claim.NeedMore;
            }
            rest = tail[expected.Length..];
        }
        return rest.IsEmpty ? Claim.NeedMore
            : (rest[0] | 0x20) is >= 'a' and <= 'z' ? Claim.Yes
            : Claim.No;
    }
}
