using System.Buffers.Binary;
using Portal.Traffic;

namespace Portal.Fuzz.Seeds;

/// <summary>
/// A flow as bytes, so that a fuzzer can damage its course as well as its content: length of the pieces that data is cut into
/// (1 byte, 0 for uncut), responder's port (2), then steps of a head (1 byte: side in bit 0, kind in bits 1 and 2), a length
/// (2) and, for data, so many bytes. Any bytes are a session.
/// </summary>
internal ref struct Session
{
    private const int HeadBytes = 3;
    private ReadOnlySpan<byte> _rest;

    public Session(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < HeadBytes)
        {
            return;
        }
        PieceBytes = bytes[0];
        Port = BinaryPrimitives.ReadUInt16BigEndian(bytes[1..]);
        _rest = bytes[HeadBytes..];
    }

    /// <summary>0 for uncut.</summary>
    public int PieceBytes { get; }

    public int Port { get; }

    public Side Side { get; private set; }

    public StepKind Kind { get; private set; }

    /// <summary>Of data; not empty then.</summary>
    public ReadOnlySpan<byte> Bytes { get; private set; }

    /// <summary>Of a gap.</summary>
    public int Missing { get; private set; }

    public bool MoveNext()
    {
        if (_rest.Length <= HeadBytes)
        {
            return false;
        }
        Side = (Side)(_rest[0] & 1);
        Kind = (StepKind)((_rest[0] >> 1) & 3);
        var length = BinaryPrimitives.ReadUInt16BigEndian(_rest[1..]);
        _rest = _rest[HeadBytes..];
        Bytes = default;
        Missing = length + 1;
        if (Kind is StepKind.Data or StepKind.MoreData)
        {
            Bytes = _rest[..Math.Clamp(length, 1, _rest.Length)];
            _rest = _rest[Bytes.Length..];
        }
        return true;
    }

    public static void WriteHead(List<byte> session, int port) => session.AddRange([0, (byte)(port >> 8), (byte)port]);

    public static void WriteStep(List<byte> session, Side side, StepKind kind, int length, ReadOnlySpan<byte> bytes)
    {
        session.AddRange([(byte)((int)side | ((int)kind << 1)), (byte)(length >> 8), (byte)length]);
        session.AddRange(bytes);
    }
}
