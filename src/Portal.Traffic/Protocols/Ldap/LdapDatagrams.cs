namespace Portal.Traffic.Protocols.Ldap;

/// <summary>LDAP over UDP.</summary>
internal sealed class LdapDatagrams(FlowContext flow) : IFlowAnalyzer
{
    private readonly LdapSession _session = new(flow);
    private LdapShown? _shown;
    private bool _isConfirmed;

    public void OnData(Side side, ReadOnlySpan<byte> bytes, FrameStamp frame)
    {
        while (LdapMessage.LengthOf(bytes) is > 0 and var length && length <= bytes.Length)
        {
            if (LdapMessage.TryParse(bytes[..length], out var message))
            {
                if (!_isConfirmed)
                {
                    _isConfirmed = true;
                    flow.Confirm("ldap_udp");
                }
                if (flow.IsShown)
                {
                    _shown ??= new LdapShown(isDatagram: true);
                    flow.Show(LdapFields.Add, side, bytes[..length], _shown.OnMessage(message, frame));
                }
                _session.OnMessage(side, message, frame, frame);
            }
            bytes = bytes[length..];
        }
    }

    public void OnGap(Side side, long bytes, FrameStamp frame) { }

    public void OnEnd(Side side, FrameStamp frame) { }

    public void OnDone() => _session.End();
}
