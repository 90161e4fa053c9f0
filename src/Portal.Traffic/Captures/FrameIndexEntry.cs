using System.Buffers.Binary;

namespace Portal.Traffic.Captures;

/// <summary>Where one frame lies and what can be said of it without reading it. 32 bytes in the index:
/// <code>
/// offset (8) | time (8) | captured (4) | original (4) | interface (4) | link type (2) | header length (1) | flags (1)
/// </code>
/// </summary>
/// <param name="Number">From 1.</param>
/// <param name="Offset">Of the frame's record in the uncompressed file.</param>
/// <param name="Time">Nanoseconds since 1970 UTC; the frame before's where <paramref name="HasTime"/> is false.</param>
/// <param name="InterfaceId">Index into <see cref="CaptureReader.Interfaces"/>; -1 for what is no packet.</param>
/// <param name="HeaderLength">Bytes of the record before the frame's first byte.</param>
/// <param name="HasOptions">The record carries pcapng options, a comment perhaps.</param>
public readonly record struct FrameIndexEntry(
    long Number,
    long Offset,
    long Time,
    int CapturedLength,
    uint OriginalLength,
    int InterfaceId,
    LinkType LinkType,
    int HeaderLength,
    bool HasTime,
    bool IsPacket,
    bool IsBigEndian,
    bool HasOptions
)
{
    internal const int Size = 32;

    private const int TimeFlag = 1;
    private const int PacketFlag = 2;
    private const int BigEndianFlag = 4;
    private const int OptionsFlag = 8;

    internal static FrameIndexEntry Of(in CaptureFrame frame) =>
        new(
            frame.Number,
            frame.Offset,
            frame.Time,
            frame.CapturedLength,
            frame.OriginalLength,
            frame.InterfaceId,
            frame.LinkType,
            frame.HeaderLength,
            frame.HasTime,
            frame.IsPacket,
            frame.IsBigEndian,
            frame.HasOptions
        );

    internal static void Write(Span<byte> bytes, in CaptureFrame frame)
    {
        BinaryPrimitives.WriteInt64LittleEndian(bytes, frame.Offset);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[8..], frame.Time);
        BinaryPrimitives.WriteInt32LittleEndian(bytes[16..], frame.CapturedLength);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[20..], frame.OriginalLength);
        BinaryPrimitives.WriteInt32LittleEndian(bytes[24..], frame.InterfaceId);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes[28..], (ushort)frame.LinkType);
        bytes[30] = (byte)frame.HeaderLength;
        bytes[31] = (byte)(
            (frame.HasTime ? TimeFlag : 0)
            | (frame.IsPacket ? PacketFlag : 0)
            | (frame.IsBigEndian ? BigEndianFlag : 0)
            | (frame.HasOptions ? OptionsFlag : 0)
        );
    }

    internal static FrameIndexEntry Read(ReadOnlySpan<byte> bytes, long number)
    {
        var isPacket = (bytes[31] & PacketFlag) != 0;
        return new FrameIndexEntry(
            number,
            BinaryPrimitives.ReadInt64LittleEndian(bytes),
            BinaryPrimitives.ReadInt64LittleEndian(bytes[8..]),
            BinaryPrimitives.ReadInt32LittleEndian(bytes[16..]),
            BinaryPrimitives.ReadUInt32LittleEndian(bytes[20..]),
            BinaryPrimitives.ReadInt32LittleEndian(bytes[24..]),
            isPacket ? (LinkType)BinaryPrimitives.ReadUInt16LittleEndian(bytes[28..]) : LinkType.None,
            bytes[30],
            (bytes[31] & TimeFlag) != 0,
            isPacket,
            (bytes[31] & BigEndianFlag) != 0,
            (bytes[31] & OptionsFlag) != 0
        );
    }
}
