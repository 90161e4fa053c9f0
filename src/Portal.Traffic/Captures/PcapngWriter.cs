using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Portal.Traffic.Captures;

/// <summary>
/// Writes a pcapng file (little-endian, one section, nanoseconds). The same calls give the same bytes: nothing of the
/// machine or the moment goes in. The stream stays the caller's to close.
/// </summary>
public sealed class PcapngWriter : IDisposable
{
    /// <summary>An option's length has 16 bits (§3.5); longer texts are cut.</summary>
    private const int MaximumOptionBytes = ushort.MaxValue;

    private const int FlushAt = 1 << 18;

    private readonly Stream _stream;
    private readonly ArrayBufferWriter<byte> _pending = new(FlushAt + (1 << 16));
    private int _interfaces;

    /// <param name="application">Name of the program, for <c>shb_userappl</c>.</param>
    /// <param name="comment">What the file is.</param>
    public PcapngWriter(Stream stream, string? application = null, string? comment = null)
    {
        _stream = stream;
        var start = Begin(PcapngBlockType.SectionHeader);
        PutUInt32(PcapngBlockType.ByteOrderMagic);
        PutUInt32(1); // version 1.0
        PutUInt64(ulong.MaxValue); // section length not given
        PutOptions((PcapngOptionCode.Comment, comment), (PcapngOptionCode.SectionApplication, application));
        End(start);
    }

    /// <summary>Describes one more interface and returns its number, from 0.</summary>
    /// <param name="snapLength">0 for no limit.</param>
    public int AddInterface(LinkType linkType, uint snapLength = 0, string? name = null, string? description = null)
    {
        var start = Begin(PcapngBlockType.InterfaceDescription);
        PutUInt32((ushort)linkType);
        PutUInt32(snapLength);
        PutOption(PcapngOptionCode.InterfaceTimestampResolution, [TimestampResolution.Nanoseconds.Value]);
        PutOptions((PcapngOptionCode.InterfaceName, name), (PcapngOptionCode.InterfaceDescription, description));
        End(start);
        return _interfaces++;
    }

    /// <summary>Writes a frame byte for byte.</summary>
    /// <param name="time">Nanoseconds since 1970 UTC; the format has no earlier times, they become 1970.</param>
    /// <param name="originalLength">Bytes on the wire.</param>
    /// <param name="flags">pcapng's <c>epb_flags</c>.</param>
    public void Write(
        int interfaceId,
        long time,
        ReadOnlySpan<byte> data,
        uint originalLength,
        string? comment = null,
        uint? flags = null
    )
    {
        ArgumentOutOfRangeException.ThrowIfNegative(interfaceId);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(interfaceId, _interfaces);
        var start = Begin(PcapngBlockType.EnhancedPacket);
        var ticks = (ulong)Math.Max(time, 0);
        PutUInt32((uint)interfaceId);
        PutUInt32((uint)(ticks >> 32));
        PutUInt32((uint)ticks);
        PutUInt32((uint)data.Length);
        PutUInt32(originalLength);
        PutPadded(data);
        PutPacketOptions(comment, flags);
        End(start);
        FlushIfLarge();
    }

    /// <summary>Adds secrets for decryption, such as the lines of a TLS key log.</summary>
    public void AddSecrets(uint type, ReadOnlySpan<byte> content)
    {
        var start = Begin(PcapngBlockType.DecryptionSecrets);
        PutUInt32(type);
        PutUInt32((uint)content.Length);
        PutPadded(content);
        End(start);
        FlushIfLarge();
    }

    private void PutPacketOptions(string? comment, uint? flags)
    {
        if (comment is null && flags is null)
        {
            return;
        }
        if (flags is { } bits)
        {
            Span<byte> value = stackalloc byte[4];
            BinaryPrimitives.WriteUInt32LittleEndian(value, bits);
            PutOption(PcapngOptionCode.PacketFlags, value);
        }
        PutOptions((PcapngOptionCode.Comment, comment));
    }

    public void Flush()
    {
        _stream.Write(_pending.WrittenSpan);
        _pending.ResetWrittenCount();
        _stream.Flush();
    }

    public void Dispose() => Flush();

    private int Begin(uint type)
    {
        var start = _pending.WrittenCount;
        PutUInt32(type);
        PutUInt32(0); // the length, put in at the end
        return start;
    }

    private void End(int start)
    {
        var length = (uint)(_pending.WrittenCount - start + 4);
        PutUInt32(length);
        // The memory of an ArrayBufferWriter is its own array, which only it hands out read-only.
        var written = System.Runtime.InteropServices.MemoryMarshal.AsMemory(_pending.WrittenMemory);
        BinaryPrimitives.WriteUInt32LittleEndian(written.Span[(start + 4)..], length);
    }

    private void PutOptions(params ReadOnlySpan<(int Code, string? Text)> options)
    {
        foreach (var (code, text) in options)
        {
            if (text is not null)
            {
                PutOption(code, Cut(Encoding.UTF8.GetBytes(text)));
            }
        }
        PutUInt32(PcapngOptionCode.End);
    }

    private void PutOption(int code, ReadOnlySpan<byte> value)
    {
        PutUInt32((uint)code | ((uint)value.Length << 16));
        PutPadded(value);
    }

    /// <summary>Not in the middle of a character.</summary>
    private static ReadOnlySpan<byte> Cut(ReadOnlySpan<byte> text)
    {
        if (text.Length <= MaximumOptionBytes)
        {
            return text;
        }
        var end = MaximumOptionBytes;
        while ((text[end] & 0xC0) == 0x80)
        {
            end--;
        }
        return text[..end];
    }

    private void PutPadded(ReadOnlySpan<byte> bytes)
    {
        _pending.Write(bytes);
        _pending.Write("\0\0\0"u8[..(-bytes.Length & 3)]);
    }

    private void PutUInt32(uint value)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(_pending.GetSpan(4), value);
        _pending.Advance(4);
    }

    private void PutUInt64(ulong value)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(_pending.GetSpan(8), value);
        _pending.Advance(8);
    }

    private void FlushIfLarge()
    {
        if (_pending.WrittenCount >= FlushAt)
        {
            _stream.Write(_pending.WrittenSpan);
            _pending.ResetWrittenCount();
        }
    }
}
