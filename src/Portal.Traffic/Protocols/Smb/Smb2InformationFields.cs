using Portal.Traffic.Fields;

namespace Portal.Traffic.Protocols.Smb;

/// <summary>What is asked and told about files and shares (MS-FSCC §2.4, §2.5).</summary>
internal static class Smb2InformationFields
{
    private const int FileClass = 1;
    private const int FileSystemClass = 2;
    private const int SecurityClass = 3;

    /// <summary>A listing of 8 MB could have some 80,000.</summary>
    private const int MaxEntries = 1024;

    public static void AddLevel(FieldTree tree, int at, int length, byte kind, byte level)
    {
        var name = kind switch
        {
            FileClass => "smb2.file_info.infolevel",
            FileSystemClass => "smb2.fs_info.infolevel",
            SecurityClass => "smb2.sec_info.infolevel",
            _ => null,
        };
        if (name is not null)
        {
            tree.Hex(name, "InfoLevel", level, 2, at, length);
        }
    }

    public static void AddTimes(in FieldBlock block, int offset)
    {
        block.FileTime("smb2.create.time", "Create", offset);
        block.FileTime("smb2.last_access.time", "Last Access", offset + 8);
        block.FileTime("smb2.last_write.time", "Last Write", offset + 16);
        block.FileTime("smb2.last_change.time", "Last Change", offset + 24);
    }

    public static void AddAttributes(in FieldBlock block, int offset)
    {
        if (!block.Has(offset, 4))
        {
            return;
        }
        var value = block.Read(offset, 4);
        var tree = block.Tree;
        tree.Begin(
            "smb2.file_attribute",
            $"File Attributes: 0x{value:x8}",
            FieldValue.OfNumber(value),
            block.At + offset,
            4
        );
        block.Flag("smb2.file_attribute.read_only", "Read Only", offset, 4, 0x1);
        block.Flag("smb2.file_attribute.hidden", "Hidden", offset, 4, 0x2);
        block.Flag("smb2.file_attribute.system", "System", offset, 4, 0x4);
        block.Flag("smb2.file_attribute.directory", "Directory", offset, 4, 0x10);
        block.Flag("smb2.file_attribute.archive", "Archive", offset, 4, 0x20);
        tree.End();
    }

    /// <summary>The answer to a question about a file.</summary>
    public static void Add(in FieldBlock data, byte kind, byte level)
    {
        if (kind != FileClass)
        {
            return;
        }
        switch (level)
        {
            case 4: // FileBasicInformation
                AddTimes(data, 0);
                AddAttributes(data, 32);
                break;
            case 18: // FileAllInformation
                AddTimes(data, 0);
                AddAttributes(data, 32);
                AddStandard(data, 40);
                data.Hex("smb2.file_id", "File Id", 64, 8);
                data.Number("smb2.ea_size", "EA Size", 72, 4);
                data.Hex("smb.access_mask", "Access Mask", 76, 4);
                var length = data.Number("smb2.filename.len", "Filename Length", 96, 4);
                if (length > 0)
                {
                    data.Utf16("smb2.filename", "Filename", 100, length);
                }
                break;
            case 34: // FileNetworkOpenInformation
                AddTimes(data, 0);
                data.Number("smb2.allocation_size", "Allocation Size", 32, 8);
                data.Number("smb2.eof", "End Of File", 40, 8);
                AddAttributes(data, 48);
                break;
            default:
                break;
        }
    }

    /// <summary>What a request changes of a file.</summary>
    public static void AddChange(in FieldBlock data, byte kind, byte level)
    {
        if (kind != FileClass)
        {
            return;
        }
        switch (level)
        {
            case 4: // FileBasicInformation
                AddTimes(data, 0);
                AddAttributes(data, 32);
                break;
            case 10: // FileRenameInformation
                var length = data.Number("smb2.filename.len", "Filename Length", 16, 4);
                data.Tree.Info += " NewName: " + data.Utf16("smb2.filename", "Filename", 20, length);
                break;
            case 13: // FileDispositionInformation
                data.Flag("smb2.disposition.delete_on_close", "Delete on close", 0, 1, 1);
                break;
            case 20: // FileEndOfFileInformation
                data.Number("smb2.eof", "End Of File", 0, 8);
                break;
            default:
                break;
        }
    }

    /// <summary>Entries of a directory, each with the offset of the next (MS-FSCC §2.4.10 to §2.4.18).</summary>
    public static void AddListing(FieldBlock data, byte level)
    {
        const int Directory = 1;
        const int Full = 2;
        const int Both = 3;
        const int Names = 12;
        const int IdBoth = 37;
        const int IdFull = 38;
        if (level is not (Directory or Full or Both or Names or IdBoth or IdFull))
        {
            return;
        }
        for (var i = 0; i < MaxEntries && data.Length > 0; i++)
        {
            var tree = data.Tree;
            var next = data.Read(0, 4);
            tree.Begin("", "Entry", default, data.At, (int)(next == 0 ? data.Length : Math.Min(next, data.Length)));
            data.Number("smb2.next_offset", "Next Offset", 0, 4);
            data.Hex("smb2.file_index", "File Index", 4, 4);
            var lengthAt = level == Names ? 8 : 60;
            if (level != Names)
            {
                AddTimes(data, 8);
                data.Number("smb2.eof", "End Of File", 40, 8);
                data.Number("smb2.allocation_size", "Allocation Size", 48, 8);
                AddAttributes(data, 56);
            }
            var length = data.Number("smb2.filename.len", "Filename Length", lengthAt, 4);
            var (nameAt, idAt) = level switch
            {
                Directory => (64, 0),
                Full => (68, 0),
                Both => (94, 0),
                Names => (12, 0),
                IdBoth => (104, 96),
                _ => (80, 72),
            };
            if (level is not (Directory or Names))
            {
                data.Number("smb2.ea_size", "EA Size", 64, 4);
            }
            if (level is Both or IdBoth)
            {
                var shortLength = data.Number("smb2.short_name_len", "Short Name Length", 68, 1);
                if (shortLength > 0)
                {
                    data.Utf16("smb2.shortname", "Short Name", 70, Math.Min(shortLength, 24));
                }
            }
            if (idAt > 0)
            {
                data.Hex("smb2.file_id", "File Id", idAt, 8);
            }
            if (data.Has(nameAt, 0))
            {
                data.Utf16("smb2.filename", "Filename", nameAt, length);
            }
            tree.End();
            if (next <= 0)
            {
                break;
            }
            data = data.From(next);
        }
    }

    private static void AddStandard(in FieldBlock data, int offset)
    {
        data.Number("smb2.allocation_size", "Allocation Size", offset, 8);
        data.Number("smb2.eof", "End Of File", offset + 8, 8);
        data.Number("smb2.nlinks", "Number of Links", offset + 16, 4);
        data.Number("smb2.delete_pending", "Delete Pending", offset + 20, 1);
        data.Number("smb2.is_directory", "Is Directory", offset + 21, 1);
    }
}
