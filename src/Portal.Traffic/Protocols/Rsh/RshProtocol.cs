namespace Portal.Traffic.Protocols.Rsh;

/// <summary>
/// The remote shell of BSD, recognised by how it opens: <c>port 00 user 00 user 00 command 00</c>. rexec opens alike, with a
/// password for the second name, on port 512.
/// </summary>
public sealed class RshProtocol : IProtocol
{
    private const int MaxPortDigits = 5;

    /// <summary>A command line; what has not ended by then is judged by the names before it.</summary>
    private const int PatienceBytes = 4096;

    public string Name => "rsh";

    public Transports Transports => Transports.Tcp;

    public Claim Claims(FlowContext flow, Side side, ReadOnlySpan<byte> firstBytes)
    {
        if (side == Side.Responder || flow.ResponderPort == 512)
        {
            return Claim.No;
        }
        var end = firstBytes.IndexOf((byte)0);
        var digits = end < 0 ? firstBytes : firstBytes[..end];
        if (digits.Length > MaxPortDigits || digits.ContainsAnyExceptInRange((byte)'0', (byte)'9') || end == 0)
        {
            return Claim.No;
        }
        if (end < 0)
        {
            return Claim.NeedMore;
        }
        return ClaimsNames(firstBytes[(end + 1)..], flow.ResponderPort == 514);
    }

    public IFlowAnalyzer Start(FlowContext flow) => new RshAnalyzer(flow);

    private static Claim ClaimsNames(ReadOnlySpan<byte> rest, bool isOnPort)
    {
        for (var text = 0; text < 3; text++)
        {
            var end = rest.IndexOf((byte)0);
            var word = end < 0 ? rest : rest[..end];
            if (word.ContainsAnyExceptInRange((byte)' ', (byte)'~') || end == 0)
            {
                return Claim.No;
            }
            if (end < 0)
            {
                // On the port a name without end is still rsh: an attack.
                return rest.Length < PatienceBytes ? Claim.NeedMore
                    : isOnPort ? Claim.Yes
                    : Claim.No;
            }
            rest = rest[(end + 1)..];
        }
        return Claim.Yes;
    }
}
