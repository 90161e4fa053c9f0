using Portal.Traffic.Files;

namespace Portal.Traffic.Mime;

/// <summary>Makes files of the parts of a message.</summary>
/// <param name="files">Of the flow.</param>
/// <param name="source">The protocol, as <c>files.source</c> has it.</param>
/// <param name="sender">Who sends the message.</param>
public sealed class MimeFiles(FileTracker files, string source, Side sender) : IMimeConsumer
{
    private MimeEntity? _entity;
    private TransferredFile? _file;

    /// <summary>The identifier of a file that begins.</summary>
    public Action<string>? Opened { get; set; }

    public void OnHeader(MimeEntity entity, ReadOnlySpan<byte> name, ReadOnlySpan<byte> value) { }

    public void OnBody(MimeEntity entity, ReadOnlySpan<byte> bytes, FrameStamp frame) =>
        File(entity, frame).Data(bytes, frame);

    public void OnBodyGap(MimeEntity entity, long bytes, FrameStamp frame) => File(entity, frame).Gap(bytes, frame);

    public void OnEntityEnd(MimeEntity entity, FrameStamp frame)
    {
        if (ReferenceEquals(entity, _entity))
        {
            _file?.Close(frame);
            (_entity, _file) = (null, null);
        }
    }

    /// <summary>The message did not end but stopped.</summary>
    public void Abandon(FrameStamp frame) => _file?.Close(frame, isTimedOut: true);

    private TransferredFile File(MimeEntity entity, FrameStamp frame)
    {
        if (_file is null || !ReferenceEquals(entity, _entity))
        {
            _file?.Close(frame);
            _entity = entity;
            _file = files.Open(source, sender, frame);
            _file.FileName = entity.FileName;
            _file.Depth = entity.Ordinal;
            Opened?.Invoke(_file.Fuid);
        }
        return _file;
    }
}
