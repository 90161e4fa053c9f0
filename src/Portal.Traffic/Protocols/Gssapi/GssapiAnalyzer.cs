namespace Portal.Traffic.Protocols.Gssapi;

/// <summary>Unwraps tokens and hands what is inside to NTLM or Kerberos; tells them the server's verdict.</summary>
internal sealed class GssapiAnalyzer(FlowContext flow) : IInnerAnalyzer
{
    public void OnMessage(Side side, ulong channel, ReadOnlySpan<byte> bytes, FrameStamp frame)
    {
        flow.Show(SpnegoFields.Add, side, bytes);
        if (HandOn(side, bytes, frame) || !SpnegoToken.TryParse(bytes, out var token))
        {
            return;
        }
        HandOn(side, token.MechanismToken, frame);
        flow.Confirm("gssapi");
        if (
            token.State is { } state and not SpnegoState.AcceptIncomplete
            && flow.Carried("ntlm") is ILogonAnalyzer ntlm
        )
        {
            ntlm.OnVerdict(state == SpnegoState.AcceptCompleted, frame);
        }
    }

    public void OnChannelEnd(ulong channel) { }

    public void OnDone() { }

    private bool HandOn(Side side, ReadOnlySpan<byte> token, FrameStamp frame)
    {
        if (token.StartsWith("NTLMSSP\0"u8))
        {
            flow.Carried("ntlm").OnMessage(side, 0, token, frame);
            return true;
        }
        if (KerberosToken.TryUnwrap(token, out var message) || KerberosToken.IsBare(token))
        {
            flow.Carried("krb").OnMessage(side, 0, message.IsEmpty ? token : message, frame);
            return true;
        }
        return false;
    }
}
