using Portal.Traffic.Fields;

namespace Portal.Traffic.Protocols.Dnp3;

/// <summary>Objects of file transfer (IEEE 1815 annex A.22).</summary>
internal static class Dnp3FileFields
{
    private const int Write = 2;
    private const int Append = 3;
    private const uint LastBlock = 0x8000_0000;

    /// <param name="cursor">One object, no more.</param>
    public static void Add(ref FieldCursor cursor, int variation)
    {
        switch (variation)
        {
            case 3:
                AddCommand(ref cursor);
                break;
            case 4:
                cursor.Hex("dnp3.al.file.handle", "File Handle", 4);
                cursor.Hex("dnp3.al.file.size", "File Size", 4);
                cursor.Number("dnp3.al.file.maxblock", "File Max Block Size", 2);
                cursor.Number("dnp3.al.file.reqID", "File Request Identifier", 2);
                cursor.Number("dnp3.al.file.status", "File Control Status", 1);
                break;
            case 5:
                AddBlock(ref cursor);
                if (cursor.HasMore)
                {
                    cursor.Raw(FieldKind.Bytes, "dnp3.al.file.data", "File Data", cursor.Remaining);
                }
                break;
            case 6:
                AddBlock(ref cursor);
                cursor.Number("dnp3.al.file.status", "File Control Status", 1);
                break;
            default:
                break;
        }
    }

    private static void AddCommand(ref FieldCursor cursor)
    {
        const int modeAt = 16;
        cursor.Number("dnp3.al.file_string_offset", "File String Offset", 2);
        var length = (int)cursor.Number("dnp3.al.file_string_length", "File String Length", 2);
        var isWritten = cursor.Remaining > modeAt - 4 && cursor.Rest[modeAt - 4] is Write or Append;
        if (isWritten)
        {
            Dnp3ObjectFields.AddTime(ref cursor, Dnp3Time.Absolute);
        }
        cursor.Skip(isWritten ? 2 : 8); // permissions, and the time of a file that is only read
        cursor.Hex("dnp3.al.file.auth", "File Authentication Key", 4);
        if (isWritten)
        {
            cursor.Hex("dnp3.al.file.size", "File Size", 4);
        }
        else
        {
            cursor.Skip(4);
        }
        cursor.Number("dnp3.al.file.mode", "File Control Mode", 2);
        cursor.Number("dnp3.al.file.maxblock", "File Max Block Size", 2);
        cursor.Number("dnp3.al.file.reqID", "File Request Identifier", 2);
        if (length > 0)
        {
            cursor.Text("dnp3.al.file_name", "File Name", length);
        }
    }

    private static void AddBlock(ref FieldCursor cursor)
    {
        cursor.Hex("dnp3.al.file.handle", "File Handle", 4);
        var (tree, place) = (cursor.Tree, cursor.At);
        var block = cursor.Read(4);
        if (!cursor.Failed)
        {
            tree.Hex("dnp3.al.file.blocknum", "File Block Number", block & ~LastBlock, 8, place, 4);
            tree.Flag("dnp3.al.file.lastblock", "File Last Block", (block & LastBlock) != 0, place, 4);
        }
    }
}
