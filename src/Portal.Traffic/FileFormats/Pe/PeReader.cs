using Portal.Traffic.Files;
using Portal.Traffic.Records;

namespace Portal.Traffic.FileFormats.Pe;

/// <summary>Keeps the headers of one executable and writes its row when the file is over.</summary>
internal sealed class PeReader(TransferredFile file, IRecordSink records) : IFileReader
{
    /// <summary>A DOS program before the header has some hundred bytes, a full section table 4 KB.</summary>
    private const int MaxHeaderBytes = 64 * 1024;

    private const int UsualHeaderBytes = 1024;

    private byte[] _headers = new byte[UsualHeaderBytes];
    private int _length;
    private int _needed = PeImage.DosHeaderBytes;

    public void OnData(ReadOnlySpan<byte> bytes)
    {
        while (_length < _needed && !bytes.IsEmpty)
        {
            var taken = bytes[..Math.Min(bytes.Length, _needed - _length)];
            if (_length + taken.Length > _headers.Length)
            {
                Array.Resize(ref _headers, Math.Max(_needed, _headers.Length * 2));
            }
            taken.CopyTo(_headers.AsSpan(_length));
            _length += taken.Length;
            bytes = bytes[taken.Length..];
            if (_length == _needed)
            {
                _needed = Math.Min(PeImage.NeededBytes(_headers.AsSpan(0, _length)), MaxHeaderBytes);
            }
        }
    }

    public void OnGap()
    {
        // What came before it is still good.
    }

    public void OnClose(FrameStamp first, FrameStamp last)
    {
        if (PeImage.TryParse(_headers.AsSpan(0, _length), out var image))
        {
            records.Write(PeRecord.Table, image.ToRecord(file.Fuid, first, last));
        }
        _headers = [];
        (_length, _needed) = (0, 0);
    }
}
