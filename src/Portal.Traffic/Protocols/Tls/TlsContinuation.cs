using System.Buffers.Binary;

namespace Portal.Traffic.Protocols.Tls;

/// <summary>
/// Recognises the middle of a TLS connection, whose handshake was before the capture, by its records (RFC 8446 §5.1): type
/// (1 byte), version (2), length of the rest (2). They are encrypted: there is a name and nothing to read.
/// </summary>
internal static class TlsContinuation
{
    private const int RecordHeader = 5;

    /// <summary>TLS 1.2 allows the most: 2^14 and 2,048 for what encryption adds (RFC 5246 §6.2.3).</summary>
    private const int MaxRecordBytes = (1 << 14) + 2048;

    /// <summary>An authentication tag of 16 bytes and something under it; the MACs of older suites are longer.</summary>
    private const int MinRecordBytes = 17;

    /// <summary>
    /// <see cref="Claim.Yes"/> for a record of application data, or an alert too long to be in clear, that is followed by
    /// another record, or, where TLS is expected, by nothing.
    /// </summary>
    public static Claim Of(ReadOnlySpan<byte> bytes, bool isExpected)
    {
        // A handshake message may be in clear, and then it is not this protocol's.
        if (
            bytes is not [(byte)ContentType.ApplicationData or (byte)ContentType.Alert, ..]
            || !MayBegin(bytes, ContentType.Alert, ContentType.ApplicationData)
        )
        {
            return Claim.No;
        }
        if (bytes.Length < RecordHeader)
        {
            return Claim.NeedMore;
        }
        var length = BinaryPrimitives.ReadUInt16BigEndian(bytes[3..]);
        if (length is < MinRecordBytes or > MaxRecordBytes)
        {
            return Claim.No;
        }
        if (bytes.Length < RecordHeader + length)
        {
            return Claim.NeedMore;
        }
        var next = bytes[(RecordHeader + length)..];
        if (next.IsEmpty)
        {
            return isExpected ? Claim.Yes : Claim.NeedMore;
        }
        if (!MayBegin(next, ContentType.ChangeCipherSpec, ContentType.ApplicationData))
        {
            return Claim.No;
        }
        return next.Length < 3 ? Claim.NeedMore
            : next[1..3].SequenceEqual(bytes[1..3]) ? Claim.Yes
            : Claim.No;
    }

    private static bool MayBegin(ReadOnlySpan<byte> bytes, ContentType first, ContentType last) =>
        (bytes.IsEmpty || (bytes[0] >= (byte)first && bytes[0] <= (byte)last))
        && (bytes.Length < 2 || bytes[1] == 3)
        && (bytes.Length < 3 || bytes[2] is >= 1 and <= 3);
}
