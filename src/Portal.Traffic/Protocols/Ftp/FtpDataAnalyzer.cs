using Portal.Traffic.Files;

namespace Portal.Traffic.Protocols.Ftp;

/// <summary>A data connection: what a side sends is one file, whose end is the end of the connection.</summary>
internal sealed class FtpDataAnalyzer(FlowContext flow, FtpAnalyzer session) : IFlowAnalyzer
{
    private readonly TransferredFile?[] _files = new TransferredFile?[2];

    public void OnData(Side side, ReadOnlySpan<byte> bytes, FrameStamp frame) => File(side, frame).Data(bytes, frame);

    public void OnGap(Side side, long bytes, FrameStamp frame) => File(side, frame).Gap(bytes, frame);

    public void OnEnd(Side side, FrameStamp frame) { }

    public void OnDone()
    {
        foreach (var file in _files)
        {
            file?.Close(flow.Now);
        }
    }

    private TransferredFile File(Side side, FrameStamp frame)
    {
        if (_files[(int)side] is { } known)
        {
            return known;
        }
        var file = _files[(int)side] = flow.Files.Open("FTP_DATA", side, frame);
        session.OnFile(file);
        return file;
    }
}
