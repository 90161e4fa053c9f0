using Portal.Traffic.Files;
using Portal.Traffic.Records;

namespace Portal.Traffic.FileFormats.Pe;

/// <summary>Portable executables: Windows programs, libraries and drivers.</summary>
public sealed class PeFormat : IFileFormat
{
    public string MimeType => "application/x-dosexec";

    public IFileReader Start(TransferredFile file, IRecordSink records) => new PeReader(file, records);
}
