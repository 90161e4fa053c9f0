using Portal.Traffic.Files;
using Portal.Traffic.Records;

namespace Portal.Traffic.Protocols.Tftp;

/// <summary>One file on its way, block by block (RFC 1350 §2): each is sent again until it is acknowledged.</summary>
internal sealed class TftpTransfer(TftpRecord record, int blockBytes)
{
    private const int BlockNumbers = 65536; // large files begin anew at 0
    private TransferredFile? _file;
    private int _blockBytes = blockBytes;
    private int _next = 1;
    private bool _isOver;

    public TftpRecord Record => record;

    public long LastTime { get; private set; } = record.Timestamp;

    /// <summary>A message of the flow that carries the file.</summary>
    public void OnMessage(FlowContext flow, Side side, TftpMessage message, FrameStamp frame)
    {
        record.DataUid ??= flow.Uid;
        record.LastFrame = Math.Max(record.LastFrame, frame.Number);
        LastTime = frame.Time;
        switch (message.Operation)
        {
            case TftpOperation.OptionAcknowledgment:
                _blockBytes = message.BlockBytes;
                break;
            case TftpOperation.Acknowledgment:
                record.BlocksAcknowledged = Math.Max(record.BlocksAcknowledged, message.Number);
                break;
            case TftpOperation.Error:
                record.ErrorCode ??= message.Number;
                record.ErrorMessage ??= ZeekText.Decode(message.Content);
                Close(frame);
                break;
            case TftpOperation.Data:
                OnBlock(flow, side, message, frame);
                break;
            default:
                break;
        }
    }

    /// <summary>Nothing more is awaited.</summary>
    public void End(IRecordSink records, FrameStamp frame)
    {
        Close(frame);
        records.Write(TftpRecord.Table, record);
    }

    private void Close(FrameStamp frame)
    {
        _isOver = true;
        _file?.Close(frame);
    }

    private void OnBlock(FlowContext flow, Side side, TftpMessage message, FrameStamp frame)
    {
        var ahead = (message.Number - (_next % BlockNumbers) + BlockNumbers) % BlockNumbers;
        // What is far ahead lies behind: a block that was sent again.
        if (_isOver || ahead >= BlockNumbers / 2)
        {
            return;
        }
        if (_file is null)
        {
            _file = flow.Files.Open("TFTP", side, frame);
            _file.FileName = record.FileName;
        }
        if (ahead > 0)
        {
            _file.Gap((long)ahead * _blockBytes, frame);
        }
        _file.Data(message.Content, frame);
        _next += ahead + 1;
        record.Size += message.Content.Length;
        record.BlocksSent = Math.Max(record.BlocksSent, message.Number);
        if (message.Content.Length < _blockBytes)
        {
            Close(frame);
        }
    }
}
