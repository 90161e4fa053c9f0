using System.Text;

namespace Portal.Analysis.Importers;

/// <summary>Says what content is that no importer reads, so that the refusal helps.</summary>
internal static class ForeignContent
{
    private const int MaxQuoted = 60;

    private static readonly (byte[] Start, string Name)[] s_known =
    [
        ([.. "snoop\0\0\0"u8], "a Solaris snoop capture (editcap -F pcapng converts it)"),
        ([.. "GMBU"u8], "a Microsoft Network Monitor capture (editcap -F pcapng converts it)"),
        ([.. "RTSS"u8], "a Microsoft Network Monitor 1 capture (editcap -F pcapng converts it)"),
        ([.. "TRSNIFF data"u8], "a Sniffer capture (editcap -F pcapng converts it)"),
        ([.. "XCP\0"u8], "a NetXRay capture (editcap -F pcapng converts it)"),
        ([0x0C, 0xA5], "an nfdump file"),
        ([.. "Rar!"u8], "a RAR archive"),
        ([.. "BZh"u8], "a bzip2 file"),
        ([0xFD, .. "7zXZ\0"u8], "an xz file"),
        ([.. "7z"u8, 0xBC, 0xAF, 0x27, 0x1C], "a 7-Zip archive"),
        ([.. "%PDF"u8], "a PDF document"),
        ([0x7F, .. "ELF"u8], "an ELF program"),
        ([.. "MZ"u8], "a Windows program"),
        ([.. "SQLite format 3\0"u8], "an SQLite database"),
        ([.. "ElfFile\0"u8], "a Windows event log (EVTX)"),
        ([.. "PAR1"u8], "a Parquet file"),
    ];

    public static string Describe(ReadOnlySpan<byte> head)
    {
        if (head.IsEmpty)
        {
            return "it is empty";
        }
        foreach (var (start, name) in s_known)
        {
            if (head.StartsWith(start))
            {
                return $"it is {name}, which is not supported";
            }
        }
        var line = head[..Math.Min(head.Length, MaxQuoted)];
        var end = line.IndexOfAny((byte)'\n', (byte)'\r');
        line = end >= 0 ? line[..end] : line;
        if (
            line.IndexOfAnyExceptInRange((byte)0x20, (byte)0x7e) is var odd
            && (odd < 0 || line[odd] == '\t')
            && line.Length > 0
        )
        {
            return $"this kind is not supported: text that begins with \"{Encoding.ASCII.GetString(line).Replace('\t', ' ')}\"";
        }
        return $"this kind is not supported: it begins with the bytes {Convert.ToHexStringLower(head[..Math.Min(head.Length, 8)])}";
    }
}
