namespace Portal.Traffic.Protocols.Smb;

/// <summary>The state of one flow of SMB: both streams of messages, and the sessions of both dialects over the same files.</summary>
internal sealed class SmbAnalyzer : IFlowAnalyzer
{
    /// <summary>As Zeek does: an answer to the negotiation alone is not yet a session.</summary>
    private const int ResponsesToConfirm = 2;

    private readonly FlowContext _flow;
    private readonly SmbStream _originator;
    private readonly SmbStream _responder;
    private readonly Smb1Session _smb1;
    private readonly Smb2Session _smb2;
    private SmbShown? _shown;
    private int _responses;

    public SmbAnalyzer(FlowContext flow)
    {
        _flow = flow;
        var files = new SmbFiles(flow);
        _smb1 = new Smb1Session(flow, files);
        _smb2 = new Smb2Session(flow, files);
        _originator = new SmbStream((message, first, last) => OnMessage(Side.Originator, message.Span, first, last));
        _responder = new SmbStream((message, first, last) => OnMessage(Side.Responder, message.Span, first, last));
    }

    public void OnData(Side side, ReadOnlySpan<byte> bytes, FrameStamp frame) => Stream(side).Data(bytes, frame);

    public void OnGap(Side side, long bytes, FrameStamp frame) => Stream(side).Gap(bytes);

    public void OnEnd(Side side, FrameStamp frame) { }

    public void OnDone() { }

    private SmbStream Stream(Side side) => side == Side.Originator ? _originator : _responder;

    private void OnMessage(Side side, ReadOnlySpan<byte> whole, FrameStamp first, FrameStamp last)
    {
        var message = whole[SmbStream.HeaderBytes..];
        if (_flow.IsShown)
        {
            _shown ??= new SmbShown();
            _flow.Show(NbssFields.Add, side, whole, _shown.OnMessage(message, last));
        }
        if (whole[0] != SmbStream.SessionMessage)
        {
            return;
        }
        if (!message[1..].StartsWith("SMB"u8))
        {
            _flow.Weird("smb_unknown_message");
            return;
        }
        var isRead = true;
        switch (message[0])
        {
            case Smb1Header.Identifier:
                isRead = _smb1.OnMessage(side, message, first, last);
                break;
            case Smb2Header.Identifier:
                isRead = _smb2.OnMessage(side, message, first, last);
                break;
            case Smb2Header.EncryptedIdentifier:
                // MS-SMB2 §2.2.41: nothing but sizes is visible from here on.
                _flow.Weird("smb3_encrypted");
                break;
            case Smb2Header.CompressedIdentifier:
                _flow.Weird("smb3_compressed");
                break;
            default:
                isRead = false;
                break;
        }
        if (!isRead)
        {
            _flow.Weird("smb_unreadable_message");
        }
        else if (side == Side.Responder && ++_responses == ResponsesToConfirm)
        {
            _flow.Confirm("smb");
        }
    }
}
