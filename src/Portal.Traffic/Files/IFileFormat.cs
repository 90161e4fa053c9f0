using Portal.Traffic.Records;

namespace Portal.Traffic.Files;

/// <summary>A kind of file whose content becomes records of its own. Found by a scan of this assembly; one folder of <c>FileFormats/</c> each.</summary>
public interface IFileFormat
{
    /// <summary>Which files: <c>files.mime_type</c>.</summary>
    string MimeType { get; }

    /// <summary>Begins with a file that was judged to be of this kind.</summary>
    IFileReader Start(TransferredFile file, IRecordSink records);
}
