using Portal.Traffic.Records;

namespace Portal.Traffic.Files;

/// <summary>The reader of one file, if its format has one; an error of it ends it for this file and becomes a weird.</summary>
internal sealed class FileReading(IFileReader reader, Action<Exception> failed)
{
    private bool _isOver;

    public static FileReading? Of(TransferredFile file, IRecordSink records, Action<Exception> failed) =>
        file.MimeType is { } mimeType && FileFormats.All.TryGetValue(mimeType, out var format)
            ? new FileReading(format.Start(file, records), failed)
            : null;

    public void Data(ReadOnlySpan<byte> bytes)
    {
        if (_isOver || bytes.IsEmpty)
        {
            return;
        }
        try
        {
            reader.OnData(bytes);
        }
        catch (Exception exception)
        {
            _isOver = true;
            failed(exception);
        }
    }

    public void Gap()
    {
        if (!_isOver)
        {
            _isOver = true;
            reader.OnGap();
        }
    }

    public void Close(FrameStamp first, FrameStamp last)
    {
        try
        {
            reader.OnClose(first, last);
        }
        catch (Exception exception)
        {
            failed(exception);
        }
    }
}
