using System.IO.Compression;
using Portal.Fuzz.Engine;
using Portal.Fuzz.Targets;
using Portal.Traffic.Captures;
using Portal.Traffic.Packets;
using Portal.Traffic.Protocols;

namespace Portal.Fuzz;

/// <summary>Every reader of bytes that others wrote. What the portal finds by a scan is found here by the same one.</summary>
public static class FuzzTargets
{
    private const uint PcapngMagic = 0x0A0D_0D0A;

    public static IReadOnlyList<FuzzTarget> All { get; } =
    [
        .. Captures(),
        .. Enum.GetValues<LinkType>()
            .Where(type => LinkLayers.First(type) != LayerKind.None)
            .Append(LinkType.Ax25) // one that is not decoded
            .Select(type => new LinkTarget(type)),
        new FlowTarget(Transports.Tcp),
        new FlowTarget(Transports.Udp),
        .. Protocols(),
        .. ProtocolCatalogue
            .Inner.Values.OrderBy(inner => inner.Name, StringComparer.Ordinal)
            .Select(inner => new InnerProtocolTarget(inner)),
        .. FileReaders.All,
        .. EvidenceReaders.All,
    ];

    private static IEnumerable<CaptureTarget> Captures() =>
        [
            new("pcap", head => CaptureReader.Claims(head) && !IsPcapng(head)),
            new("pcapng", IsPcapng),
            new("gzip", IsCapture, head => Packed(head, stream => new GZipStream(stream, CompressionLevel.Fastest))),
            new("zstd", IsCapture, head => new ZstdSharp.Compressor().Wrap(head).ToArray()),
            new("lz4", IsCapture, InLz4),
        ];

    private static IEnumerable<ProtocolTarget> Protocols() =>
        from protocol in ProtocolCatalogue.All
        from transport in new[] { Transports.Tcp, Transports.Udp }
        where (protocol.Transports & transport) != Transports.None
        select new ProtocolTarget(protocol, transport);

    private static bool IsCapture(byte[] head) => CaptureReader.Claims(head);

    /// <summary>A frame of one block that is stored as it is: header, the block with bit 31 of its length set, the end mark.</summary>
    private static byte[] InLz4(byte[] head) =>
        [
            0x04,
            0x22,
            0x4D,
            0x18,
            0x60,
            0x40,
            0x82,
            .. BitConverter.GetBytes(head.Length | int.MinValue),
            .. head,
            0,
            0,
            0,
            0,
        ];

    private static bool IsPcapng(byte[] head) => head.Length > 4 && BitConverter.ToUInt32(head) == PcapngMagic;

    private static byte[] Packed(byte[] head, Func<Stream, Stream> packer)
    {
        var packed = new MemoryStream();
        using (var writer = packer(packed))
        {
            writer.Write(head);
        }
        return packed.ToArray();
    }
}
