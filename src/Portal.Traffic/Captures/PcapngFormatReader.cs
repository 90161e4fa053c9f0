namespace Portal.Traffic.Captures;

/// <summary>
/// Walks the blocks of a pcapng file (draft-ietf-opsawg-pcapng): packets become frames, everything else goes to the journal.
/// <code>
/// block type (4) | total length (4) | body, padded to 4 | total length (4)
/// </code>
/// </summary>
internal sealed class PcapngFormatReader(CaptureBuffer buffer, CaptureJournal journal) : CaptureFormatReader
{
    private const int BlockOverhead = 12;
    private const int EnhancedHeader = 28; // type, length, interface, time (8), captured, original
    private const int SimpleHeader = 12; // type, length, original

    private readonly PcapngBlocks _blocks = new(journal);
    private bool _bigEndian;
    private long _lastTime;

    public override CaptureFormat Format => CaptureFormat.Pcapng;

    /// <summary>A section header starts here: block type, length, byte-order magic.</summary>
    public static bool HasMagic(ReadOnlySpan<byte> head) =>
        head.Length >= 12
        && PcapngBytes.ReadUInt32(head, bigEndian: false) == PcapngBlockType.SectionHeader
        && PcapngBlockType.ByteOrderMagic is var magic
        && (
            PcapngBytes.ReadUInt32(head[8..], bigEndian: false) == magic
            || PcapngBytes.ReadUInt32(head[8..], bigEndian: true) == magic
        );

    public override bool TryReadNext(out CaptureFrame frame)
    {
        frame = default;
        while (TryReadBlock(out var type, out var block, out var offset))
        {
            switch (type)
            {
                case PcapngBlockType.EnhancedPacket:
                case PcapngBlockType.Packet:
                    return TryReadPacket(type, block, offset, out frame);
                case PcapngBlockType.SimplePacket:
                    return TryReadSimplePacket(block, offset, out frame);
                case PcapngBlockType.SectionHeader:
                    if (!_blocks.TryStartSection(block, _bigEndian, offset))
                    {
                        return false;
                    }
                    break;
                case PcapngBlockType.InterfaceDescription:
                    if (!_blocks.TryAddInterface(block, _bigEndian, offset))
                    {
                        return false;
                    }
                    break;
                default:
                    if (PcapngOtherRecord.TryParse(type, block, _bigEndian, out var record))
                    {
                        frame = OtherFrame(record, offset);
                        return true;
                    }
                    _blocks.Read(type, block, _bigEndian, offset);
                    break;
            }
        }
        return false;
    }

    /// <summary>The next block as a whole, already passed; its bytes are good until the next call.</summary>
    private bool TryReadBlock(out uint type, out ReadOnlySpan<byte> block, out long offset)
    {
        type = 0;
        block = default;
        offset = buffer.Offset;
        if (!buffer.TryRequire(BlockOverhead))
        {
            return buffer.Available != 0 && journal.Stop("cut_short", "Cut short in a block header", offset);
        }
        var head = buffer.Peek(BlockOverhead);
        type = PcapngBytes.ReadUInt32(head, _bigEndian);
        if (type == PcapngBlockType.SectionHeader && !TryReadByteOrder(head[8..]))
        {
            return journal.Stop("section_header_malformed", "A section header without its byte-order magic", offset);
        }

        var claimed = PcapngBytes.ReadUInt32(head[4..], _bigEndian);
        if (claimed < BlockOverhead || claimed > journal.Options.MaximumRecordBytes)
        {
            return journal.Stop("length_impossible", $"A block of type {type} of {claimed} bytes", offset);
        }
        var length = (int)(claimed + 3) & ~3; // some writers leave the padding out of the length
        if (!buffer.TryRequire(length))
        {
            return journal.Stop("cut_short", $"Cut short in a block of type {type}", offset);
        }
        block = buffer.Peek(length);
        var trailer = PcapngBytes.ReadUInt32(block[^4..], _bigEndian);
        if (trailer != claimed)
        {
            return journal.Stop(
                "lengths_differ",
                $"A block of type {type} says {claimed} bytes at its start and {trailer} at its end",
                offset
            );
        }
        buffer.Advance(length);
        return true;
    }

    private bool TryReadByteOrder(ReadOnlySpan<byte> magic)
    {
        _bigEndian = PcapngBytes.ReadUInt32(magic, bigEndian: true) == PcapngBlockType.ByteOrderMagic;
        return _bigEndian || PcapngBytes.ReadUInt32(magic, bigEndian: false) == PcapngBlockType.ByteOrderMagic;
    }

    /// <summary>Enhanced packet block (§4.3), and the obsolete packet block, which has 16 bits of interface and of drops.</summary>
    private bool TryReadPacket(uint type, ReadOnlySpan<byte> block, long offset, out CaptureFrame frame)
    {
        frame = default;
        if (block.Length < EnhancedHeader + 4)
        {
            return journal.Stop("block_too_short", $"A packet block of {block.Length} bytes", offset);
        }
        var isObsolete = type == PcapngBlockType.Packet;
        var interfaceId = isObsolete
            ? PcapngBytes.ReadUInt16(block[8..], _bigEndian)
            : PcapngBytes.ReadUInt32(block[8..], _bigEndian);
        var ticks =
            ((ulong)PcapngBytes.ReadUInt32(block[12..], _bigEndian) << 32)
            | PcapngBytes.ReadUInt32(block[16..], _bigEndian);
        var captured = PcapngBytes.ReadUInt32(block[20..], _bigEndian);
        if (_blocks.Find(interfaceId) is not { } from)
        {
            return StopAtInterface(interfaceId, offset);
        }
        if (!IsPossible(from, captured, block.Length - EnhancedHeader - 4))
        {
            return StopAtLength(captured, offset);
        }
        if (!from.Resolution.TryToNanoseconds(ticks, from.TimestampOffset, out _lastTime))
        {
            journal.Warn("time_out_of_range", $"A time of {ticks} ticks is beyond the years 1677 to 2262", offset);
        }

        var optionsAt = EnhancedHeader + (((int)captured + 3) & ~3);
        var options = block[Math.Min(optionsAt, block.Length - 4)..^4];
        journal.Frames++;
        if (isObsolete && PcapngBytes.ReadUInt16(block[10..], _bigEndian) is var drops and not ushort.MaxValue)
        {
            journal.DroppedFrames += drops; // all ones: unknown
        }
        if (!options.IsEmpty)
        {
            ReadPacketOptions(options, offset);
        }
        frame = new CaptureFrame
        {
            Number = journal.Frames,
            Time = _lastTime,
            HasTime = true,
            OriginalLength = PcapngBytes.ReadUInt32(block[24..], _bigEndian),
            Data = block.Slice(EnhancedHeader, (int)captured),
            LinkType = from.LinkType,
            InterfaceId = from.Id,
            Offset = offset,
            HeaderLength = EnhancedHeader,
            IsPacket = true,
            IsBigEndian = _bigEndian,
            Options = options,
        };
        return true;
    }

    /// <summary>Simple packet block (§4.4): no time, interface 0, cut at that interface's snap length.</summary>
    private bool TryReadSimplePacket(ReadOnlySpan<byte> block, long offset, out CaptureFrame frame)
    {
        frame = default;
        if (block.Length < SimpleHeader + 4)
        {
            return journal.Stop("block_too_short", $"A simple packet block of {block.Length} bytes", offset);
        }
        if (_blocks.Find(0) is not { } from)
        {
            return StopAtInterface(0, offset);
        }
        var original = PcapngBytes.ReadUInt32(block[8..], _bigEndian);
        var captured = from.SnapLength == 0 ? original : Math.Min(original, from.SnapLength);
        if (!IsPossible(from, captured, block.Length - SimpleHeader - 4))
        {
            return StopAtLength(captured, offset);
        }
        journal.Frames++;
        frame = new CaptureFrame
        {
            Number = journal.Frames,
            Time = _lastTime,
            HasTime = false,
            OriginalLength = original,
            Data = block.Slice(SimpleHeader, (int)captured),
            LinkType = from.LinkType,
            InterfaceId = from.Id,
            Offset = offset,
            HeaderLength = SimpleHeader,
            IsPacket = true,
            IsBigEndian = _bigEndian,
        };
        return true;
    }

    private CaptureFrame OtherFrame(PcapngOtherRecord record, long offset)
    {
        journal.Frames++;
        journal.Warn("frame_no_packet", $"A {record.Kind}, which is no packet", offset);
        _lastTime = record.Time ?? _lastTime;
        return new CaptureFrame
        {
            Number = journal.Frames,
            Time = _lastTime,
            HasTime = record.Time is not null,
            OriginalLength = record.OriginalLength,
            Data = record.Data,
            LinkType = LinkType.None,
            InterfaceId = -1,
            Offset = offset,
            HeaderLength = record.HeaderLength,
            IsPacket = false,
            IsBigEndian = _bigEndian,
        };
    }

    private void ReadPacketOptions(ReadOnlySpan<byte> bytes, long offset)
    {
        var options = new PcapngOptions(bytes, _bigEndian);
        while (options.MoveNext())
        {
            if (options is { Code: PcapngOptionCode.PacketDropCount, Value.Length: >= 8 })
            {
                journal.DroppedFrames += PcapngBytes.ReadUInt64(options.Value, _bigEndian);
            }
        }
        if (options.Failed)
        {
            journal.Warn("options_malformed", "A packet block's options are longer than the block", offset);
        }
    }

    private static bool IsPossible(CaptureInterface from, uint captured, int room) =>
        captured <= (uint)room && captured <= LinkTypes.MaximumFrameLength(from.LinkType);

    private bool StopAtInterface(uint interfaceId, long offset) =>
        journal.Stop("interface_unknown", $"A packet of interface {interfaceId}, which was not described", offset);

    private bool StopAtLength(uint captured, long offset) =>
        journal.Stop(
            "length_impossible",
            $"A packet of {captured} bytes, more than its block or its link allows",
            offset
        );
}
