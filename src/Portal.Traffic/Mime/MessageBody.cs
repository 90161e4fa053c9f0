using Portal.Traffic.Files;

namespace Portal.Traffic.Mime;

/// <summary>A message as it was sent, headers and all, for who keeps contents.</summary>
/// <param name="files">Of the flow.</param>
/// <param name="source">The protocol, as <c>files.source</c> has it.</param>
/// <param name="sender">Who sends the message.</param>
public sealed class MessageBody(FileTracker files, string source, Side sender)
{
    private TransferredFile? _body;

    /// <summary>A line or a piece of one, without what the protocol put before it.</summary>
    public void Line(ReadOnlySpan<byte> piece, bool isEnd, FrameStamp frame)
    {
        if (Body(frame) is not { } body)
        {
            return;
        }
        body.Data(piece, frame);
        body.Data(isEnd ? "\r\n"u8 : default, frame);
    }

    public void Gap(long bytes, FrameStamp frame) => Body(frame)?.Gap(bytes, frame);

    public void End(FrameStamp frame) => _body?.Close(frame);

    private TransferredFile? Body(FrameStamp frame)
    {
        if (_body is null && (_body = files.OpenBody(source, sender, frame)) is { } body)
        {
            body.DeclaredMimeType = "message/rfc822";
        }
        return _body;
    }
}
