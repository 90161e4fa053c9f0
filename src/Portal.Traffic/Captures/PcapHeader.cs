using System.Buffers.Binary;

namespace Portal.Traffic.Captures;

/// <summary>
/// The file header of pcap: magic, version, time zone, accuracy, snap length, link type; 24 bytes, Ixia's 28
/// (draft-ietf-opsawg-pcap).
/// </summary>
/// <param name="Length">Bytes of the header.</param>
/// <param name="Format">Final but for the variants that only the records tell (see <see cref="PcapVariantGuess"/>).</param>
/// <param name="TimeZone">Seconds that the times would have to be corrected by; nobody writes or reads it.</param>
/// <param name="ReservedBits">Of the link type field; not zero in no file that is right.</param>
/// <param name="FcsLength">Bytes of frame check sequence; null if not given.</param>
internal readonly record struct PcapHeader(
    int Length,
    CaptureFormat Format,
    bool IsBigEndian,
    bool HasNanoseconds,
    int VersionMajor,
    int VersionMinor,
    int TimeZone,
    uint SnapLength,
    LinkType LinkType,
    uint ReservedBits,
    int? FcsLength
)
{
    private const uint Microseconds = 0xA1B2C3D4;
    private const uint Nanoseconds = 0xA1B23C4D;
    private const uint Modified = 0xA1B2CD34;
    private const uint IxiaHardware = 0x1C0001AC; // nanoseconds
    private const uint IxiaSoftware = 0x1C0001AB; // microseconds

    /// <summary>The first four bytes are one of pcap's magics in either byte order.</summary>
    public static bool HasMagic(ReadOnlySpan<byte> head) =>
        head.Length >= 4
        && (
            FormatOf(BinaryPrimitives.ReadUInt32LittleEndian(head)) is not null
            || FormatOf(BinaryPrimitives.ReadUInt32BigEndian(head)) is not null
        );

    /// <summary>False with a reason if these are not 24 (28) bytes of a header that can be read.</summary>
    public static bool TryParse(ReadOnlySpan<byte> head, out PcapHeader header, out string reason)
    {
        header = default;
        reason = "not a pcap file";
        if (!HasMagic(head))
        {
            return false;
        }
        var bigEndian = FormatOf(BinaryPrimitives.ReadUInt32LittleEndian(head)) is null;
        var magic = PcapngBytes.ReadUInt32(head, bigEndian);
        var format = FormatOf(magic)!.Value;
        var length = format == CaptureFormat.PcapIxia ? 28 : 24;
        if (head.Length < length)
        {
            reason = $"a pcap file of {head.Length} bytes: its header is cut short";
            return false;
        }

        int major = PcapngBytes.ReadUInt16(head[4..], bigEndian);
        int minor = PcapngBytes.ReadUInt16(head[6..], bigEndian);
        var network = PcapngBytes.ReadUInt32(head[20..], bigEndian);
        if (major < 2)
        {
            reason = $"pcap version {major}.{minor} is not supported";
            return false;
        }
        if (format == CaptureFormat.Pcap && (major, minor) == (2, 2) && AixLinkType(network) is { } aix)
        {
            format = CaptureFormat.PcapAix;
            network = (uint)aix;
        }

        header = new PcapHeader(
            length,
            format,
            bigEndian,
            magic is Nanoseconds or IxiaHardware || format == CaptureFormat.PcapAix,
            major,
            minor,
            (int)PcapngBytes.ReadUInt32(head[8..], bigEndian),
            PcapngBytes.ReadUInt32(head[16..], bigEndian),
            (LinkType)(network & 0xFFFF),
            network & 0x03FF0000,
            (network & 0x04000000) != 0 ? (int)(network >> 28) * 2 : null
        );
        return true;
    }

    private static CaptureFormat? FormatOf(uint magic) =>
        magic switch
        {
            Microseconds => CaptureFormat.Pcap,
            Nanoseconds => CaptureFormat.PcapNanosecond,
            Modified => CaptureFormat.PcapModified,
            IxiaHardware or IxiaSoftware => CaptureFormat.PcapIxia,
            _ => null,
        };

    /// <summary>AIX writes RFC 1573 interface types; these four mean nothing else in files of version 2.2.</summary>
    private static LinkType? AixLinkType(uint interfaceType) =>
        interfaceType switch
        {
            6 => LinkType.Ethernet,
            9 => LinkType.TokenRing,
            15 => LinkType.Fddi,
            24 => LinkType.Null,
            _ => null,
        };
}
