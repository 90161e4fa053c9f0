using Portal.Traffic.Records;

namespace Portal.Traffic.Files;

/// <summary>Watches the content of files as it passes, for example to keep it.</summary>
public interface IFileObserver
{
    /// <summary>The next bytes; the span is only valid during the call.</summary>
    void OnData(TransferredFile file, ReadOnlySpan<byte> bytes);

    /// <summary>Bytes that were never captured.</summary>
    void OnGap(TransferredFile file, long bytes);

    /// <summary>The file is over; no call for it follows.</summary>
    /// <param name="file">The file.</param>
    /// <param name="record">What <c>files</c> says of it.</param>
    /// <param name="records">Where the observer's own records of the file go; good during the call.</param>
    void OnClose(TransferredFile file, FilesRecord record, IRecordSink records);
}
