using System.Buffers.Binary;

namespace Portal.Traffic.Captures;

/// <summary>
/// Writes a pcap file (little-endian, version 2.4): one link type, no comments. The same calls give the same bytes. The
/// stream stays the caller's to close, and should buffer.
/// </summary>
public sealed class PcapWriter
{
    private const int RecordHeaderLength = 16;

    private readonly Stream _stream;
    private readonly long _tick;

    /// <param name="hasNanoseconds">Else microseconds, which every program reads; the rest of the time is cut off.</param>
    /// <param name="snapLength">What the header says; frames are not cut.</param>
    public PcapWriter(Stream stream, LinkType linkType, bool hasNanoseconds = true, uint snapLength = 262_144)
    {
        _stream = stream;
        _tick = hasNanoseconds ? 1 : 1000;
        Span<byte> header = stackalloc byte[24];
        BinaryPrimitives.WriteUInt32LittleEndian(header, hasNanoseconds ? 0xA1B23C4D : 0xA1B2C3D4);
        BinaryPrimitives.WriteUInt16LittleEndian(header[4..], 2);
        BinaryPrimitives.WriteUInt16LittleEndian(header[6..], 4);
        header[8..16].Clear(); // time zone and accuracy, always zero
        BinaryPrimitives.WriteUInt32LittleEndian(header[16..], snapLength);
        BinaryPrimitives.WriteUInt32LittleEndian(header[20..], (uint)linkType);
        _stream.Write(header);
        BytesWritten = header.Length;
    }

    public long BytesWritten { get; private set; }

    public long FramesWritten { get; private set; }

    /// <summary>Writes a frame byte for byte.</summary>
    /// <param name="time">Nanoseconds since 1970 UTC; what does not fit 1970 to 2106 becomes the nearest that does.</param>
    /// <param name="originalLength">Bytes on the wire.</param>
    public void Write(long time, ReadOnlySpan<byte> data, uint originalLength)
    {
        var latest = (uint.MaxValue * UnixTime.NanosecondsPerSecond) + UnixTime.NanosecondsPerSecond - 1;
        var seconds = Math.DivRem(Math.Clamp(time, 0, latest), UnixTime.NanosecondsPerSecond, out var rest);
        Span<byte> header = stackalloc byte[RecordHeaderLength];
        BinaryPrimitives.WriteUInt32LittleEndian(header, (uint)seconds);
        BinaryPrimitives.WriteUInt32LittleEndian(header[4..], (uint)(rest / _tick));
        BinaryPrimitives.WriteUInt32LittleEndian(header[8..], (uint)data.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(header[12..], originalLength);
        _stream.Write(header);
        _stream.Write(data);
        BytesWritten += header.Length + data.Length;
        FramesWritten++;
    }
}
