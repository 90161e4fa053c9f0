namespace Portal.Traffic.Protocols.Ldap;

/// <summary>LDAP over TCP, up to StartTLS.</summary>
internal sealed class LdapAnalyzer(FlowContext flow) : IFlowAnalyzer
{
    private readonly LdapSession _session = new(flow);
    private readonly LdapStream _originator = new();
    private readonly LdapStream _responder = new();
    private LdapShown? _shown;
    private bool _isConfirmed;
    private bool _isOver;

    public void OnData(Side side, ReadOnlySpan<byte> bytes, FrameStamp frame)
    {
        var stream = side == Side.Originator ? _originator : _responder;
        while (!bytes.IsEmpty && !_isOver)
        {
            stream.MayBeWrapped = _session.IsProtected;
            if (!stream.TryRead(ref bytes, frame, out var message))
            {
                continue;
            }
            if (stream.IsWrapped)
            {
                OnWrapped(side, message, stream.First, frame);
            }
            else
            {
                OnMessage(side, message, stream.First, frame);
            }
            if (_session.IsTlsNext)
            {
                _isOver = true;
                _session.End();
                flow.HandOver(side, bytes);
            }
        }
    }

    public void OnGap(Side side, long bytes, FrameStamp frame) =>
        (side == Side.Originator ? _originator : _responder).Lose();

    public void OnEnd(Side side, FrameStamp frame) { }

    public void OnDone() => _session.End();

    /// <summary>A wrapping may hold several messages.</summary>
    private void OnWrapped(Side side, ReadOnlySpan<byte> token, FrameStamp first, FrameStamp last)
    {
        ReadOnlySpan<byte> messages = SaslWrapping.Unwrap(token);
        while (LdapMessage.LengthOf(messages) is > 0 and var length && length <= messages.Length)
        {
            OnMessage(side, messages[..length], first, last);
            messages = messages[length..];
        }
    }

    private void OnMessage(Side side, ReadOnlySpan<byte> bytes, FrameStamp first, FrameStamp last)
    {
        if (!LdapMessage.TryParse(bytes, out var message))
        {
            flow.Weird("ldap_unreadable_message", source: "LDAP");
            return;
        }
        if (!_isConfirmed)
        {
            _isConfirmed = true;
            flow.Confirm("ldap_tcp");
        }
        if (flow.IsShown)
        {
            _shown ??= new LdapShown(isDatagram: false);
            flow.Show(LdapFields.Add, side, bytes, _shown.OnMessage(message, last));
        }
        _session.OnMessage(side, message, first, last);
    }
}
