using System.Buffers.Binary;

namespace Portal.Traffic.Protocols.BitTorrent;

/// <summary>
/// BitTorrent between peers over TCP (BEP 3) and uTP (BEP 29), its distributed hash table (BEP 5), and its trackers over UDP
/// (BEP 15).
/// </summary>
public sealed class BitTorrentProtocol : IProtocol
{
    private const int UtpHeader = 20;
    private const byte UtpSyn = 0x41; // type 4, version 1
    private const int TrackerConnect = 16;
    private const ulong TrackerMagic = 0x417_2710_1980;

    public string Name => "bittorrent";

    public Transports Transports => Transports.Tcp | Transports.Udp;

    private static ReadOnlySpan<byte> Handshake => "\u0013BitTorrent protocol"u8;

    public Claim Claims(FlowContext flow, Side side, ReadOnlySpan<byte> firstBytes)
    {
        if (flow.Transport == Transports.Udp)
        {
            return IsHashTable(firstBytes) || IsTracker(firstBytes) || IsUtpSyn(firstBytes) ? Claim.Yes : Claim.No;
        }
        if (firstBytes.StartsWith(Handshake))
        {
            return Claim.Yes;
        }
        return Handshake.StartsWith(firstBytes) ? Claim.NeedMore : Claim.No;
    }

    public IFlowAnalyzer Start(FlowContext flow) =>
        flow.Transport == Transports.Tcp ? new BitTorrentAnalyzer(flow) : new RecognisedAnalyzer(flow, Name);

    /// <summary>A bencoded dictionary that begins with the arguments of a query or the values of a response.</summary>
    private static bool IsHashTable(ReadOnlySpan<byte> bytes) =>
        bytes.EndsWith("e"u8)
        && (
            bytes.StartsWith("d1:ad2:id20:"u8)
            || bytes.StartsWith("d1:rd2:id20:"u8)
            || (bytes.StartsWith("d2:ip"u8) && bytes.IndexOf("1:rd2:id20:"u8) > 0)
            || (bytes.StartsWith("d1:eli"u8) && bytes.IndexOf("1:y1:e"u8) > 0)
        );

    /// <summary>The magic number, action 0, and a transaction.</summary>
    private static bool IsTracker(ReadOnlySpan<byte> bytes) =>
        bytes.Length == TrackerConnect
        && BinaryPrimitives.ReadUInt64BigEndian(bytes) == TrackerMagic
        && BinaryPrimitives.ReadUInt32BigEndian(bytes[8..]) == 0;

    /// <summary>A first packet: number 1, nothing acknowledged, no delay measured yet.</summary>
    private static bool IsUtpSyn(ReadOnlySpan<byte> bytes) =>
        bytes.Length >= UtpHeader
        && bytes[0] == UtpSyn
        && (bytes[1] == 0 ? bytes.Length == UtpHeader : bytes[1] == 2 && bytes.Length == UtpHeader + 10)
        && BinaryPrimitives.ReadUInt32BigEndian(bytes[8..]) == 0
        && BinaryPrimitives.ReadUInt32BigEndian(bytes[16..]) == 0x0001_0000;
}
