using System.Globalization;
using System.Text;

namespace Portal.Traffic.Captures;

/// <summary>
/// Blocks that are no packets but that Wireshark numbers as frames: systemd journal entries, custom blocks and sysdig events.
/// They are given out as frames too, because frame numbers must agree.
/// </summary>
internal readonly ref struct PcapngOtherRecord
{
    private const uint SysdigEvent = 0x204;
    private const uint SysdigEventV2 = 0x216;
    private const uint SysdigEventV2Large = 0x221;

    /// <summary>Bytes of the block before <see cref="Data"/>.</summary>
    public int HeaderLength { get; private init; }

    public ReadOnlySpan<byte> Data { get; private init; }

    public uint OriginalLength { get; private init; }

    /// <summary>Nanoseconds since 1970 UTC; null if the record has none.</summary>
    public long? Time { get; private init; }

    /// <summary>What it is, for the warning.</summary>
    public string Kind { get; private init; }

    /// <summary>False if the block is not of these types or too short.</summary>
    public static bool TryParse(uint type, ReadOnlySpan<byte> block, bool bigEndian, out PcapngOtherRecord record)
    {
        record = default;
        switch (type)
        {
            case PcapngBlockType.SystemdJournal:
                var entry = block[8..^4].TrimEnd((byte)0); // padding
                record = new PcapngOtherRecord
                {
                    HeaderLength = 8,
                    Data = entry,
                    OriginalLength = (uint)entry.Length,
                    Time = JournalTime(entry),
                    Kind = "systemd journal entry",
                };
                return true;
            case PcapngBlockType.Custom or PcapngBlockType.CustomNotCopied when block.Length >= 16:
                record = new PcapngOtherRecord
                {
                    HeaderLength = 12, // type, length, enterprise number
                    Data = block[12..^4],
                    OriginalLength = (uint)block.Length - 16,
                    Kind = "custom block",
                };
                return true;
            case SysdigEvent or SysdigEventV2 or SysdigEventV2Large:
                return TryParseSysdig(block, bigEndian, type == SysdigEvent ? 32 : 36, out record);
            default:
                return false;
        }
    }

    /// <summary>Type, length, CPU (2), time (8), thread (8), event length (4), event type (2), in later versions a count (4).</summary>
    private static bool TryParseSysdig(
        ReadOnlySpan<byte> block,
        bool bigEndian,
        int headerLength,
        out PcapngOtherRecord record
    )
    {
        record = default;
        if (block.Length < headerLength + 4)
        {
            return false;
        }
        record = new PcapngOtherRecord
        {
            HeaderLength = headerLength,
            Data = block[headerLength..^4],
            OriginalLength = PcapngBytes.ReadUInt32(block[26..], bigEndian),
            Time = (long)Math.Min(PcapngBytes.ReadUInt64(block[10..], bigEndian), long.MaxValue),
            Kind = "sysdig event",
        };
        return true;
    }

    /// <summary>Microseconds in the field that every exported entry should have.</summary>
    private static long? JournalTime(ReadOnlySpan<byte> entry)
    {
        var name = "__REALTIME_TIMESTAMP="u8;
        var start = entry.IndexOf(name);
        if (start < 0)
        {
            return null;
        }
        var digits = entry[(start + name.Length)..];
        var end = digits.IndexOf((byte)'\n');
        var text = Encoding.ASCII.GetString(end < 0 ? digits : digits[..end]);
        return
            long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var time)
            && time < long.MaxValue / 1000
            ? time * 1000
            : null;
    }
}
