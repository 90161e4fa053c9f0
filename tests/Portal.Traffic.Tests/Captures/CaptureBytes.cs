using System.Buffers.Binary;
using System.Text;
using Portal.Traffic.Captures;

namespace Portal.Traffic.Tests.Captures;

/// <summary>Puts capture files together byte by byte, right ones and wrong ones, in either byte order.</summary>
internal sealed class CaptureBytes(bool bigEndian = false) : IDisposable
{
    private readonly MemoryStream _bytes = new();

    public static byte[] Frame { get; } = [.. Enumerable.Range(0, 60).Select(i => (byte)i)];

    public byte[] ToArray() => _bytes.ToArray();

    public void Dispose() => _bytes.Dispose();

    public CaptureBytes U16(params ReadOnlySpan<int> values)
    {
        Span<byte> two = stackalloc byte[2];
        foreach (var value in values)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(two, (ushort)value);
            if (bigEndian)
            {
                two.Reverse();
            }
            _bytes.Write(two);
        }
        return this;
    }

    public CaptureBytes U32(params ReadOnlySpan<long> values)
    {
        Span<byte> four = stackalloc byte[4];
        foreach (var value in values)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(four, (uint)value);
            if (bigEndian)
            {
                four.Reverse();
            }
            _bytes.Write(four);
        }
        return this;
    }

    public CaptureBytes Raw(params ReadOnlySpan<byte> bytes)
    {
        _bytes.Write(bytes);
        return this;
    }

    public CaptureBytes Pcap(long magic, int major = 2, int minor = 4, long network = 1, long snap = 65535) =>
        U32(magic).U16(major, minor).U32(0, 0, snap, network);

    public CaptureBytes Record(long seconds, long fraction, byte[] data, long? original = null, byte[]? extra = null) =>
        U32(seconds, fraction, data.Length, original ?? data.Length).Raw(extra ?? []).Raw(data);

    /// <summary>A pcapng block around a body made in the same byte order.</summary>
    public CaptureBytes Block(long type, Action<CaptureBytes> body, long? trailer = null)
    {
        var inner = new CaptureBytes(bigEndian);
        body(inner);
        inner.Pad();
        var content = inner.ToArray();
        return U32(type, content.Length + 12).Raw(content).U32(trailer ?? content.Length + 12);
    }

    public CaptureBytes Section(int major = 1, int minor = 0, Action<CaptureBytes>? options = null) =>
        Block(
            0x0A0D0D0A,
            body =>
            {
                body.U32(0x1A2B3C4D).U16(major, minor).U32(0xFFFFFFFF, 0xFFFFFFFF);
                options?.Invoke(body);
            }
        );

    public CaptureBytes Interface(
        LinkType type = LinkType.Ethernet,
        long snap = 0,
        Action<CaptureBytes>? options = null
    ) =>
        Block(
            1,
            body =>
            {
                body.U16((int)type, 0).U32(snap);
                options?.Invoke(body);
            }
        );

    public CaptureBytes Packet(long interfaceId, ulong ticks, byte[] data, Action<CaptureBytes>? options = null) =>
        Block(
            6,
            body =>
            {
                body.U32(interfaceId, (long)(ticks >> 32), (long)(ticks & uint.MaxValue), data.Length, data.Length);
                body.Raw(data).Pad();
                options?.Invoke(body);
            }
        );

    public CaptureBytes Option(int code, params ReadOnlySpan<byte> value) => U16(code, value.Length).Raw(value).Pad();

    public CaptureBytes Option(int code, string text) => Option(code, Encoding.UTF8.GetBytes(text));

    public CaptureBytes OptionU64(int code, long value) =>
        bigEndian ? U16(code, 8).U32(value >> 32, value) : U16(code, 8).U32(value, value >> 32);

    public CaptureBytes EndOptions() => U32(0);

    private CaptureBytes Pad() => Raw("\0\0\0"u8[..(int)(-_bytes.Length & 3)]);
}
