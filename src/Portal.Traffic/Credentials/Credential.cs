using Portal.Traffic.Records;

namespace Portal.Traffic.Credentials;

/// <summary>A secret that was noted and may still be judged by the server.</summary>
public sealed class Credential
{
    private readonly CredentialRecord _record;
    private bool _isWritten;

    internal Credential(CredentialRecord record) => _record = record;

    /// <summary>The server has spoken; that it let the secret pass once outweighs all refusals.</summary>
    /// <param name="isAccepted">Null when the reply is no verdict.</param>
    /// <param name="reply">In the protocol's own terms, short.</param>
    /// <param name="frame">The frame of the reply.</param>
    public void Answer(bool? isAccepted, string? reply, FrameStamp frame)
    {
        if (_isWritten)
        {
            return;
        }
        _record.LastFrame = Math.Max(_record.LastFrame, frame.Number);
        if (_record.IsAccepted == true || (isAccepted is null && _record.IsAccepted is not null))
        {
            return;
        }
        (_record.IsAccepted, _record.Reply, _record.ReplyFrame) = (isAccepted, reply, frame.Number);
    }

    internal void Repeat(FrameStamp frame)
    {
        if (_isWritten)
        {
            return;
        }
        _record.Seen++;
        _record.LastFrame = Math.Max(_record.LastFrame, frame.Number);
    }

    internal void Write(IRecordSink sink)
    {
        _isWritten = true;
        sink.Write(CredentialRecord.Table, _record);
    }
}
