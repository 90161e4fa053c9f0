using System.Buffers.Binary;
using Portal.Traffic.Records;

namespace Portal.Traffic.FileFormats.Pe;

/// <summary>
/// The headers of a portable executable (Microsoft PE/COFF specification): a DOS header whose last field says where
/// <c>PE\0\0</c> lies, the file header, the optional header with its directories, and the section table.
/// </summary>
internal sealed class PeImage
{
    public const int DosHeaderBytes = 64;

    private const int HeaderPlaceOffset = 60;
    private const int SignatureBytes = 4;
    private const int FileHeaderBytes = 20;
    private const int SectionBytes = 40;
    private const int SectionNameBytes = 8;

    /// <summary>The loader of Windows takes no more than these.</summary>
    private const int MaxSections = 96;

    private const int Magic64 = 0x20B;
    private const int FixedBytes32 = 96;
    private const int FixedBytes64 = 112;
    private const int DirectoryBytes = 8;
    private const int MaxDirectories = 16;

    private const int ExportDirectory = 0;
    private const int ImportDirectory = 1;
    private const int CertificateDirectory = 4;
    private const int DebugDirectory = 6;

    // Of the file: set by linkers for 32 bits only, and not where .NET leaves the choice to the machine.
    private const int Machine32Bit = 0x100;

    // Of the image.
    private const int DynamicBase = 0x40;
    private const int ForceIntegrity = 0x80;
    private const int NxCompatible = 0x100;
    private const int NoSeh = 0x400;

    private int _machine;
    private uint _time;
    private int _optionalBytes;
    private int _characteristics;
    private Optional? _optional;
    private List<string>? _sections;

    /// <summary>How many first bytes of a file hold all headers that are known of after these.</summary>
    public static int NeededBytes(ReadOnlySpan<byte> bytes)
    {
        if (!TryPlace(bytes, out var place))
        {
            return DosHeaderBytes;
        }
        var fileHeaderEnd = place + SignatureBytes + FileHeaderBytes;
        if (bytes.Length < fileHeaderEnd)
        {
            return fileHeaderEnd;
        }
        var header = bytes[(place + SignatureBytes)..];
        var sections = Math.Min(BinaryPrimitives.ReadUInt16LittleEndian(header[2..]), (ushort)MaxSections);
        return fileHeaderEnd + BinaryPrimitives.ReadUInt16LittleEndian(header[16..]) + (sections * SectionBytes);
    }

    /// <summary>False when not even the file header is there; what follows it may be cut.</summary>
    public static bool TryParse(ReadOnlySpan<byte> bytes, out PeImage image)
    {
        image = new PeImage();
        if (!TryPlace(bytes, out var place) || place > bytes.Length)
        {
            return false;
        }
        var reader = new ByteReader(bytes[place..]);
        var signature = reader.Take(SignatureBytes);
        var isPortable = signature.SequenceEqual("PE\0\0"u8);
        if (!isPortable && !IsOlder(signature))
        {
            return false;
        }
        image._machine = reader.ReadUInt16LittleEndian();
        var sections = reader.ReadUInt16LittleEndian();
        image._time = reader.ReadUInt32LittleEndian();
        reader.Skip(8); // symbol table
        image._optionalBytes = reader.ReadUInt16LittleEndian();
        image._characteristics = reader.ReadUInt16LittleEndian();
        if (reader.Failed || !isPortable)
        {
            return !reader.Failed;
        }
        var optional = reader.Take(image._optionalBytes);
        if (!reader.Failed && optional.Length >= FixedBytes32)
        {
            image._optional = Optional.Of(optional);
        }
        for (var i = 0; i < Math.Min(sections, (ushort)MaxSections) && reader.Remaining >= SectionBytes; i++)
        {
            var name = reader.Take(SectionBytes)[..SectionNameBytes];
            var end = name.IndexOf((byte)0);
            (image._sections ??= []).Add(ZeekText.Decode(end < 0 ? name : name[..end]));
        }
        return true;
    }

    public PeRecord ToRecord(string fuid, FrameStamp first, FrameStamp last) =>
        new()
        {
            Timestamp = first.Time,
            Uid = null,
            Id = null,
            FirstFrame = first.Number,
            LastFrame = Math.Max(first.Number, last.Number),
            Fuid = fuid,
            Machine = PeNames.Machine(_machine),
            CompileTime = _time * UnixTime.NanosecondsPerSecond,
            IsExecutable = _optionalBytes > 0,
            System = _optional is { } o ? PeNames.System(o.MajorSystem, o.MinorSystem) : null,
            Subsystem = _optional is { } s ? PeNames.Subsystem(s.Subsystem) : null,
            Is64Bit = (_characteristics & Machine32Bit) == 0,
            UsesAddressRandomization = Has(DynamicBase),
            UsesDataExecutionPrevention = Has(NxCompatible),
            UsesCodeIntegrity = Has(ForceIntegrity),
            UsesStructuredExceptions = !Has(NoSeh),
            HasImports = Directory(ImportDirectory),
            HasExports = Directory(ExportDirectory),
            HasCertificates = Directory(CertificateDirectory),
            HasDebugData = Directory(DebugDirectory),
            SectionNames = _sections,
        };

    private static bool TryPlace(ReadOnlySpan<byte> bytes, out int place)
    {
        place = 0;
        if (bytes.Length < DosHeaderBytes || bytes is not [(byte)'M', (byte)'Z', ..])
        {
            return false;
        }
        // Beyond any buffer of ours it does not matter how far.
        place = (int)Math.Min(BinaryPrimitives.ReadUInt32LittleEndian(bytes[HeaderPlaceOffset..]), 1u << 20);
        return true;
    }

    /// <summary>
    /// Programs of 16-bit Windows and OS/2 have another header there. As in Zeek they have a row that reads it as if it were
    /// this one: its machine is unknown, and that is all it says.
    /// </summary>
    private static bool IsOlder(ReadOnlySpan<byte> signature) =>
        signature is [(byte)'N' or (byte)'L', (byte)'E', ..] or [(byte)'L', (byte)'X', ..];

    private bool Has(int characteristic) =>
        _optional is { } optional && (optional.Characteristics & characteristic) != 0;

    private bool? Directory(int index) =>
        _optional is { } optional && index < optional.DirectorySizes.Length ? optional.DirectorySizes[index] > 0 : null;

    /// <summary>The optional header: sizes that depend on the word lie before the directories.</summary>
    private sealed record Optional(
        int MajorSystem,
        int MinorSystem,
        int Subsystem,
        int Characteristics,
        uint[] DirectorySizes
    )
    {
        public static Optional Of(ReadOnlySpan<byte> bytes)
        {
            var is64Bit = BinaryPrimitives.ReadUInt16LittleEndian(bytes) == Magic64;
            var fixedBytes = is64Bit ? FixedBytes64 : FixedBytes32;
            uint[] sizes = [];
            if (bytes.Length >= fixedBytes)
            {
                var count = BinaryPrimitives.ReadUInt32LittleEndian(bytes[(fixedBytes - 4)..]);
                var room = (bytes.Length - fixedBytes) / DirectoryBytes;
                sizes = new uint[Math.Min(Math.Min(count, MaxDirectories), room)];
                for (var i = 0; i < sizes.Length; i++)
                {
                    sizes[i] = BinaryPrimitives.ReadUInt32LittleEndian(
                        bytes[(fixedBytes + (i * DirectoryBytes) + 4)..]
                    );
                }
            }
            return new Optional(
                BinaryPrimitives.ReadUInt16LittleEndian(bytes[40..]),
                BinaryPrimitives.ReadUInt16LittleEndian(bytes[42..]),
                BinaryPrimitives.ReadUInt16LittleEndian(bytes[68..]),
                BinaryPrimitives.ReadUInt16LittleEndian(bytes[70..]),
                sizes
            );
        }
    }
}
