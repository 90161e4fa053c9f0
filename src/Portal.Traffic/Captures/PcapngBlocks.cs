using System.Net;

namespace Portal.Traffic.Captures;

/// <summary>
/// The blocks of pcapng that are no packets: sections, interfaces, names, statistics, secrets. What cannot be understood
/// inside a block is a warning; the block's length still says where the next one is.
/// </summary>
internal sealed class PcapngBlocks(CaptureJournal journal)
{
    /// <summary>Distinct block types that are counted one by one.</summary>
    private const int MaximumBlockTypes = 256;

    /// <summary>Section headers that are kept; files put together out of more are counted as one warning.</summary>
    private const int MaximumSections = 4096;

    private int _sections;
    private int _firstInterface; // of the section, in the journal's list

    /// <summary>The section's interface of that number; null if it was not described.</summary>
    public CaptureInterface? Find(uint idInSection)
    {
        var count = (uint)(journal.Interfaces.Count - _firstInterface);
        return idInSection < count ? journal.Interfaces[_firstInterface + (int)idInSection] : null;
    }

    /// <summary>Section header block (§4.1): magic, version, section length, options. Numbers of interfaces start again.</summary>
    public bool TryStartSection(ReadOnlySpan<byte> block, bool bigEndian, long offset)
    {
        if (block.Length < 28)
        {
            return journal.Stop("block_too_short", $"A section header of {block.Length} bytes", offset);
        }
        var major = PcapngBytes.ReadUInt16(block[12..], bigEndian);
        var minor = PcapngBytes.ReadUInt16(block[14..], bigEndian);
        if (major != 1 || minor is not (0 or 2)) // 1.2 was written by mistake and reads the same
        {
            return journal.Stop("version_unknown", $"pcapng version {major}.{minor} is not supported", offset);
        }
        _firstInterface = journal.Interfaces.Count;
        _sections++;
        if (_sections > MaximumSections)
        {
            journal.Warn(
                "sections_not_kept",
                $"More than {MaximumSections} sections: their texts are not kept",
                offset
            );
            return true;
        }

        string? hardware = null;
        string? system = null;
        string? application = null;
        string? comment = null;
        var options = new PcapngOptions(block[24..^4], bigEndian);
        while (options.MoveNext())
        {
            switch (options.Code)
            {
                case PcapngOptionCode.Comment:
                    comment = Join(comment, journal.Keep(options.Value, offset));
                    break;
                case PcapngOptionCode.SectionHardware:
                    hardware = journal.Keep(options.Value, offset);
                    break;
                case PcapngOptionCode.SectionOperatingSystem:
                    system = journal.Keep(options.Value, offset);
                    break;
                case PcapngOptionCode.SectionApplication:
                    application = journal.Keep(options.Value, offset);
                    break;
            }
        }
        WarnIfFailed(options, offset);
        journal.Sections.Add(new CaptureSection(_sections - 1, offset, hardware, system, application, comment));
        return true;
    }

    /// <summary>Interface description block (§4.2): link type, snap length, options.</summary>
    public bool TryAddInterface(ReadOnlySpan<byte> block, bool bigEndian, long offset)
    {
        if (block.Length < 20)
        {
            return journal.Stop("block_too_short", $"An interface description of {block.Length} bytes", offset);
        }
        if (journal.Interfaces.Count >= journal.Options.MaximumInterfaces)
        {
            return journal.Stop(
                "interfaces_too_many",
                $"More than {journal.Options.MaximumInterfaces} interfaces",
                offset
            );
        }
        var type = (LinkType)PcapngBytes.ReadUInt16(block[8..], bigEndian);
        if (LinkTypes.Find(type) is null)
        {
            journal.Warn("link_type_unknown", $"Link type {(int)type} is not known", offset);
        }
        var found = new InterfaceOptions();
        var options = new PcapngOptions(block[16..^4], bigEndian);
        while (options.MoveNext())
        {
            ReadInterfaceOption(options, bigEndian, offset, ref found);
        }
        WarnIfFailed(options, offset);
        journal.Interfaces.Add(
            new CaptureInterface
            {
                Id = journal.Interfaces.Count,
                Section = _sections - 1,
                IdInSection = journal.Interfaces.Count - _firstInterface,
                LinkType = type,
                SnapLength = PcapngBytes.ReadUInt32(block[12..], bigEndian),
                Name = found.Name,
                Description = found.Description,
                Hardware = found.Hardware,
                OperatingSystem = found.System,
                Filter = found.Filter,
                Comment = found.Comment,
                FcsLength = found.FcsLength,
                Resolution = new TimestampResolution(found.Resolution ?? TimestampResolution.Microseconds.Value),
                TimestampOffset = found.TimestampOffset,
            }
        );
        return true;
    }

    private void ReadInterfaceOption(PcapngOptions option, bool bigEndian, long offset, ref InterfaceOptions found)
    {
        var value = option.Value;
        switch (option.Code)
        {
            case PcapngOptionCode.Comment:
                found.Comment = Join(found.Comment, journal.Keep(value, offset));
                break;
            case PcapngOptionCode.InterfaceName:
                found.Name = journal.Keep(value, offset);
                break;
            case PcapngOptionCode.InterfaceDescription:
                found.Description = journal.Keep(value, offset);
                break;
            case PcapngOptionCode.InterfaceHardware:
                found.Hardware = journal.Keep(value, offset);
                break;
            case PcapngOptionCode.InterfaceOperatingSystem:
                found.System = journal.Keep(value, offset);
                break;
            case PcapngOptionCode.InterfaceFilter when value is [0, ..]: // 0: a string for libpcap follows; else BPF code
                found.Filter = journal.Keep(value[1..], offset);
                break;
            case PcapngOptionCode.InterfaceTimestampResolution when value.Length >= 1:
                found.Resolution = value[0];
                break;
            case PcapngOptionCode.InterfaceTimestampOffset when value.Length >= 8:
                found.TimestampOffset = (long)PcapngBytes.ReadUInt64(value, bigEndian);
                break;
            case PcapngOptionCode.InterfaceFcsLength when value.Length >= 1:
                found.FcsLength = value[0];
                break;
        }
    }

    /// <summary>Any other block: names, statistics and secrets are kept, the rest is counted.</summary>
    public void Read(uint type, ReadOnlySpan<byte> block, bool bigEndian, long offset)
    {
        switch (type)
        {
            case PcapngBlockType.NameResolution:
                ReadNames(block[8..^4], bigEndian, offset);
                break;
            case PcapngBlockType.InterfaceStatistics:
                ReadStatistics(block, bigEndian, offset);
                break;
            case PcapngBlockType.DecryptionSecrets:
                ReadSecrets(block, bigEndian, offset);
                break;
            default:
                if (journal.SkippedBlocks.Count < MaximumBlockTypes || journal.SkippedBlocks.ContainsKey(type))
                {
                    journal.SkippedBlocks[type] = journal.SkippedBlocks.GetValueOrDefault(type) + 1;
                }
                journal.Warn("block_skipped", $"A block of type 0x{type:x8}, which is not read", offset);
                break;
        }
    }

    /// <summary>Records of type, length, address and zero-terminated names, padded to four, until type 0 (§4.5).</summary>
    private void ReadNames(ReadOnlySpan<byte> rest, bool bigEndian, long offset)
    {
        while (rest.Length >= 4 && PcapngBytes.ReadUInt16(rest, bigEndian) is var type and not 0)
        {
            int length = PcapngBytes.ReadUInt16(rest[2..], bigEndian);
            var addressLength = type switch
            {
                1 => 4,
                2 => 16,
                _ => 0, // EUI-48 and EUI-64: no names of hosts
            };
            if (length > rest.Length - 4 || length < addressLength)
            {
                journal.Warn("names_malformed", "A name resolution record is longer than its block", offset);
                return;
            }
            if (addressLength != 0)
            {
                Add(rest.Slice(4, addressLength), rest.Slice(4 + addressLength, length - addressLength), offset);
            }
            rest = rest[Math.Min(rest.Length, 4 + ((length + 3) & ~3))..];
        }
    }

    private void Add(ReadOnlySpan<byte> address, ReadOnlySpan<byte> names, long offset)
    {
        if (journal.NameResolutions.Count >= journal.Options.MaximumNameResolutions)
        {
            journal.Warn(
                "names_not_kept",
                $"More than {journal.Options.MaximumNameResolutions} addresses with names",
                offset
            );
            return;
        }
        var kept = new List<string>();
        foreach (var range in names.Split((byte)0))
        {
            if (!names[range].IsEmpty && journal.Keep(names[range], offset) is { } name)
            {
                kept.Add(name);
            }
        }
        journal.NameResolutions.Add(new NameResolution(new IPAddress(address), kept));
    }

    /// <summary>Interface statistics block (§4.6): interface, time, options; the last of an interface counts.</summary>
    private void ReadStatistics(ReadOnlySpan<byte> block, bool bigEndian, long offset)
    {
        if (block.Length < 24 || Find(PcapngBytes.ReadUInt32(block[8..], bigEndian)) is not { } of)
        {
            journal.Warn("statistics_malformed", "Statistics that are too short or of no described interface", offset);
            return;
        }
        var options = new PcapngOptions(block[20..^4], bigEndian);
        while (options.MoveNext())
        {
            if (options.Value.Length < 8)
            {
                continue;
            }
            var value = PcapngBytes.ReadUInt64(options.Value, bigEndian);
            switch (options.Code)
            {
                case PcapngOptionCode.StatisticsReceived:
                    of.Received = value;
                    break;
                case PcapngOptionCode.StatisticsDropped:
                    of.Dropped = value;
                    break;
                case PcapngOptionCode.StatisticsDroppedBySystem:
                    of.DroppedBySystem = value;
                    break;
            }
        }
        WarnIfFailed(options, offset);
    }

    /// <summary>Decryption secrets block (§4.7): type, length, secrets.</summary>
    private void ReadSecrets(ReadOnlySpan<byte> block, bool bigEndian, long offset)
    {
        var length = block.Length < 20 ? uint.MaxValue : PcapngBytes.ReadUInt32(block[12..], bigEndian);
        if (length > block.Length - 20)
        {
            journal.Warn("secrets_malformed", "Secrets that are longer than their block", offset);
            return;
        }
        if (journal.Secrets.Sum(secret => (long)secret.Content.Length) + length > journal.Options.MaximumSecretBytes)
        {
            journal.Warn(
                "secrets_not_kept",
                $"More than {journal.Options.MaximumSecretBytes} bytes of secrets",
                offset
            );
            return;
        }
        var content = block.Slice(16, (int)length).ToArray();
        journal.Secrets.Add(new CaptureSecret(PcapngBytes.ReadUInt32(block[8..], bigEndian), offset, content));
    }

    private void WarnIfFailed(PcapngOptions options, long offset)
    {
        if (options.Failed)
        {
            journal.Warn("options_malformed", "A block's options are longer than the block", offset);
        }
    }

    private static string? Join(string? before, string? text) =>
        before is null || text is null ? before ?? text : $"{before}\n{text}";

    private struct InterfaceOptions
    {
        public string? Name;
        public string? Description;
        public string? Hardware;
        public string? System;
        public string? Filter;
        public string? Comment;
        public int? FcsLength;
        public byte? Resolution;
        public long TimestampOffset;
    }
}
