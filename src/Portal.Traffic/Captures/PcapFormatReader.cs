namespace Portal.Traffic.Captures;

/// <summary>Reads the records of a pcap file of any variant.</summary>
internal sealed class PcapFormatReader : CaptureFormatReader
{
    private readonly CaptureBuffer _buffer;
    private readonly CaptureJournal _journal;
    private readonly PcapHeader _header;
    private readonly int _recordHeaderLength;
    private readonly long _fractionNanoseconds;
    private readonly uint _maximumLength;
    private readonly int _padding;

    /// <param name="buffer">Right behind the file header.</param>
    public PcapFormatReader(CaptureBuffer buffer, CaptureJournal journal, PcapHeader header, PcapVariant variant)
    {
        _buffer = buffer;
        _journal = journal;
        _header = header;
        _recordHeaderLength = PcapVariantGuess.HeaderLength(variant);
        _fractionNanoseconds = header.HasNanoseconds ? 1 : 1000;
        _maximumLength = Math.Min(
            LinkTypes.MaximumFrameLength(header.LinkType),
            (uint)(journal.Options.MaximumRecordBytes - _recordHeaderLength)
        );
        // AIX puts three bytes before each FDDI frame and counts them.
        _padding = header is { Format: CaptureFormat.PcapAix, LinkType: LinkType.Fddi } ? 3 : 0;
        Format = variant switch
        {
            PcapVariant.Modified or PcapVariant.ModifiedLong => CaptureFormat.PcapModified,
            PcapVariant.Nokia => CaptureFormat.PcapNokia,
            _ => header.Format,
        };
        journal.Interfaces.Add(
            new CaptureInterface
            {
                Id = 0,
                LinkType = header.LinkType,
                SnapLength = header.SnapLength,
                FcsLength = header.FcsLength,
                Resolution = header.HasNanoseconds ? TimestampResolution.Nanoseconds : TimestampResolution.Microseconds,
            }
        );
        if (header.TimeZone != 0)
        {
            journal.Warn("time_zone_ignored", $"The header gives a time zone of {header.TimeZone} s: ignored", 8);
        }
        if (header.ReservedBits != 0)
        {
            journal.Warn(
                "link_type_reserved_bits",
                $"The header's link type has reserved bits 0x{header.ReservedBits:x8}: ignored",
                20
            );
        }
        if (LinkTypes.Find(header.LinkType) is null)
        {
            journal.Warn("link_type_unknown", $"Link type {(int)header.LinkType} is not known", 20);
        }
    }

    public override CaptureFormat Format { get; }

    public override bool TryReadNext(out CaptureFrame frame)
    {
        frame = default;
        var offset = _buffer.Offset;
        if (!_buffer.TryRequire(_recordHeaderLength))
        {
            return _buffer.Available != 0 && _journal.Stop("cut_short", "Cut short in a record header", offset);
        }
        var record = _buffer.Peek(_recordHeaderLength);
        var seconds = PcapngBytes.ReadUInt32(record, _header.IsBigEndian);
        var fraction = PcapngBytes.ReadUInt32(record[4..], _header.IsBigEndian);
        var captured = PcapngBytes.ReadUInt32(record[8..], _header.IsBigEndian);
        var original = PcapngBytes.ReadUInt32(record[12..], _header.IsBigEndian);
        if (AreLengthsSwapped(captured, original))
        {
            (captured, original) = (original, captured);
        }
        if (captured > _maximumLength || captured < _padding)
        {
            return _journal.Stop(
                "length_impossible",
                $"A record of {captured} bytes, more than the maximum of {_maximumLength}",
                offset
            );
        }
        var length = _recordHeaderLength + (int)captured;
        if (!_buffer.TryRequire(length))
        {
            return _journal.Stop("cut_short", "Cut short in the middle of a frame", offset);
        }
        if (fraction >= UnixTime.NanosecondsPerSecond / _fractionNanoseconds)
        {
            _journal.Warn("time_fraction_too_large", $"A fraction of a second of {fraction}", offset);
        }

        var header = _recordHeaderLength + _padding;
        _journal.Frames++;
        frame = new CaptureFrame
        {
            Number = _journal.Frames,
            Time = (seconds * UnixTime.NanosecondsPerSecond) + (fraction * _fractionNanoseconds),
            HasTime = true,
            OriginalLength = original - (uint)Math.Min(original, _padding),
            Data = _buffer.Peek(length)[header..],
            LinkType = _header.LinkType,
            InterfaceId = 0,
            Offset = offset,
            HeaderLength = header,
            IsPacket = true,
            IsBigEndian = _header.IsBigEndian,
        };
        _buffer.Advance(length);
        return true;
    }

    /// <summary>
    /// Versions before 2.3 and DG/UX' 543.0 have the original length first; some files call themselves 2.3 and still do.
    /// </summary>
    private bool AreLengthsSwapped(uint captured, uint original) =>
        (_header.VersionMajor, _header.VersionMinor) switch
        {
            (2, < 3) or (543, _) => true,
            (2, 3) => captured > original,
            _ => false,
        };
}
