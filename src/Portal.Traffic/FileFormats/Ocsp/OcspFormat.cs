using Portal.Traffic.Files;
using Portal.Traffic.Records;

namespace Portal.Traffic.FileFormats.Ocsp;

/// <summary>Answers about certificates (RFC 6960 §4.2), fetched over HTTP or stapled to a TLS handshake.</summary>
public sealed class OcspFormat : IFileFormat
{
    public string MimeType => "application/ocsp-response";

    public IFileReader Start(TransferredFile file, IRecordSink records) => new OcspReader(file, records);
}
