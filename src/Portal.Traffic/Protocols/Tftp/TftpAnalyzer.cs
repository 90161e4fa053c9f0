using Portal.Traffic.Records;

namespace Portal.Traffic.Protocols.Tftp;

/// <summary>Reads the requests of one flow, or carries on a transfer that another flow asked for.</summary>
internal sealed class TftpAnalyzer(FlowContext flow) : IFlowAnalyzer
{
    private TftpTransfer? _transfer;
    private bool _isConfirmed;

    public void OnData(Side side, ReadOnlySpan<byte> bytes, FrameStamp frame)
    {
        if (!TftpMessage.TryParse(bytes, out var message))
        {
            flow.Weird("tftp_message_broken", source: "TFTP");
            return;
        }
        if (!_isConfirmed)
        {
            _isConfirmed = true;
            flow.Confirm("tftp");
        }
        var transfers = flow.Shared<TftpTransfers>();
        if (message.IsRequest)
        {
            flow.Show(TftpFields.Add, side, bytes);
            _transfer = new TftpTransfer(NewRecord(message, frame), message.BlockBytes);
            transfers.Add(flow, _transfer);
            return;
        }
        _transfer ??= transfers.Find(flow);
        flow.Show(TftpFields.Add, side, bytes, _transfer?.Record.FileName);
        _transfer?.OnMessage(flow, side, message, frame);
    }

    public void OnGap(Side side, long bytes, FrameStamp frame)
    {
        // Datagrams have none.
    }

    public void OnEnd(Side side, FrameStamp frame)
    {
        // Datagrams have none.
    }

    public void OnDone()
    {
        // A slow transfer may go on in another flow.
    }

    private TftpRecord NewRecord(TftpMessage message, FrameStamp frame) =>
        new()
        {
            Timestamp = frame.Time,
            Uid = flow.Uid,
            Id = flow.Id,
            FirstFrame = frame.Number,
            LastFrame = frame.Number,
            IsWrite = message.Operation == TftpOperation.WriteRequest,
            FileName = ZeekText.Decode(message.Content),
            Mode = ZeekText.Decode(message.Mode),
        };
}
