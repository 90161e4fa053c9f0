using System.Buffers;
using Portal.Traffic.Files;
using Portal.Traffic.Records;

namespace Portal.Traffic.FileFormats.Ocsp;

/// <summary>Keeps one response until it is whole and writes a row for each certificate that it speaks of.</summary>
internal sealed class OcspReader(TransferredFile file, IRecordSink records) : IFileReader
{
    /// <summary>Responses have one or two kilobytes, more only with chains of certificates.</summary>
    private const int MaxBytes = 256 * 1024;

    private ArrayBufferWriter<byte>? _bytes = new();

    public void OnData(ReadOnlySpan<byte> bytes)
    {
        if (_bytes?.WrittenCount + bytes.Length > MaxBytes)
        {
            _bytes = null;
        }
        _bytes?.Write(bytes);
    }

    public void OnGap() => _bytes = null;

    public void OnClose(FrameStamp first, FrameStamp last)
    {
        if (_bytes is not null && OcspResponse.TryParse(_bytes.WrittenSpan, out var answers))
        {
            foreach (var answer in answers)
            {
                records.Write(OcspRecord.Table, answer.ToRecord(file.Fuid, first, last));
            }
        }
        _bytes = null;
    }
}
