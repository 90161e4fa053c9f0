using Portal.Traffic.Files;

namespace Portal.Traffic.Protocols.Irc;

/// <summary>
/// The connection over which a file is sent from client to client. The receiver acknowledges on the way back, which is no
/// file.
/// </summary>
internal sealed class IrcDataAnalyzer(FlowContext flow, Action<TransferredFile> started) : IFlowAnalyzer
{
    private TransferredFile? _file;

    public void OnData(Side side, ReadOnlySpan<byte> bytes, FrameStamp frame)
    {
        if (side == Side.Responder)
        {
            File(frame).Data(bytes, frame);
        }
    }

    public void OnGap(Side side, long bytes, FrameStamp frame)
    {
        if (side == Side.Responder)
        {
            File(frame).Gap(bytes, frame);
        }
    }

    public void OnEnd(Side side, FrameStamp frame) { }

    public void OnDone() => _file?.Close(flow.Now);

    private TransferredFile File(FrameStamp frame)
    {
        if (_file is null)
        {
            _file = flow.Files.Open("IRC_DATA", Side.Responder, frame);
            started(_file);
        }
        return _file;
    }
}
