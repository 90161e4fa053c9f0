using System.Buffers.Binary;

namespace Portal.Traffic.Protocols.Tls;

/// <summary>Recognises a hello by its content, on any port, as Zeek's signatures do.</summary>
internal static class TlsClaim
{
    private const int RecordHeader = 5;
    private const int AlertRecordBytes = RecordHeader + 2;
    private const int HelloVersionOffset = RecordHeader + 4; // behind the handshake header
    private const int StunHeader = 20;
    private const uint StunCookie = 0x2112A442;
    private const int DatagramHeader = 13;
    private const int DatagramTypeOffset = DatagramHeader;
    private const int DatagramVersionOffset = DatagramHeader + 12;

    public static Claim OfStream(ReadOnlySpan<byte> bytes)
    {
        if (bytes[0] >= 0x80)
        {
            return Ssl2(bytes);
        }
        // A server may warn before its hello, for example of an unknown name.
        if (bytes[0] == (byte)ContentType.Alert)
        {
            if (!Fits(bytes, ContentType.Alert))
            {
                return Claim.No;
            }
            return bytes.Length <= AlertRecordBytes ? Claim.NeedMore : OfStream(bytes[AlertRecordBytes..]);
        }
        if (!Fits(bytes, ContentType.Handshake))
        {
            return Claim.No;
        }
        if (bytes.Length > RecordHeader && bytes[RecordHeader] is not (1 or 2))
        {
            return Claim.No;
        }
        if (bytes.Length < HelloVersionOffset + 2)
        {
            return Claim.NeedMore;
        }
        var version = BinaryPrimitives.ReadUInt16BigEndian(bytes[HelloVersionOffset..]);
        var isServer = bytes[RecordHeader] == (byte)HandshakeType.ServerHello;
        return
            TlsVersion.IsRecord(version) || (isServer && (version == TlsVersion.Tls13 || TlsVersion.IsDraft(version)))
            ? Claim.Yes
            : Claim.No;
    }

    /// <summary>A client's hello in the first record of its epoch.</summary>
    public static Claim OfDatagram(ReadOnlySpan<byte> bytes)
    {
        if (IsStun(bytes))
        {
            return Claim.NeedMore;
        }
        if (
            bytes.Length < DatagramVersionOffset + 2
            || bytes[0] != (byte)ContentType.Handshake
            || !IsHelloVersion(bytes[1..])
        )
        {
            return Claim.No;
        }
        var isFirst = bytes.Slice(3, 7).TrimStart((byte)0).IsEmpty; // epoch and high part of the sequence number
        var isHello =
            isFirst
            && IsHelloVersion(bytes[DatagramVersionOffset..])
            && bytes[DatagramTypeOffset] == (byte)HandshakeType.ClientHello;
        // Another handshake message: the hello may come later, or again.
        return isHello ? Claim.Yes : Claim.NeedMore;
    }

    /// <summary>STUN (RFC 8489 §5) opens the way for DTLS between peers; each datagram is asked about.</summary>
    private static bool IsStun(ReadOnlySpan<byte> bytes) =>
        bytes.Length >= StunHeader && bytes[0] <= 3 && BinaryPrimitives.ReadUInt32BigEndian(bytes[4..]) == StunCookie;

    private static bool IsHelloVersion(ReadOnlySpan<byte> bytes) =>
        BinaryPrimitives.ReadUInt16BigEndian(bytes) is TlsVersion.Dtls10 or TlsVersion.Dtls12;

    private static bool Fits(ReadOnlySpan<byte> bytes, ContentType type) =>
        bytes[0] == (byte)type && (bytes.Length < 2 || bytes[1] == 3) && (bytes.Length < 3 || bytes[2] <= 3);

    private static Claim Ssl2(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 2)
        {
            return Claim.NeedMore;
        }
        var length = ((bytes[0] & 0x7F) << 8) | bytes[1];
        if (bytes.Length > 2 && bytes[2] != Ssl2Hello.ClientHelloType)
        {
            return Claim.No;
        }
        if (bytes.Length < length + 2)
        {
            // The fields that lie here must not contradict yet: version, then the length of the suites.
            var isVersion = bytes.Length < 5 || (bytes[3], bytes[4]) is (0, 2) or (3, <= 3);
            return isVersion ? Claim.NeedMore : Claim.No;
        }
        return Ssl2Hello.TryParseClient(bytes.Slice(2, length), out _) ? Claim.Yes : Claim.No;
    }
}
