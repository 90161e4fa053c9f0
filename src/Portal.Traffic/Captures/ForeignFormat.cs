namespace Portal.Traffic.Captures;

/// <summary>Names files that are no pcap or pcapng by how they begin, so that the refusal helps.</summary>
internal static class ForeignFormat
{
    private static readonly (byte[] Start, string Name)[] s_known =
    [
        ("snoop\0\0\0"u8.ToArray(), "a Solaris snoop capture (editcap -F pcapng converts it)"),
        ("RTSS"u8.ToArray(), "a Microsoft Network Monitor 1 capture (editcap -F pcapng converts it)"),
        ("GMBU"u8.ToArray(), "a Microsoft Network Monitor 2 capture (editcap -F pcapng converts it)"),
        ("TRSNIFF data    \x1a"u8.ToArray(), "a Sniffer capture (editcap -F pcapng converts it)"),
        ("XCP\0"u8.ToArray(), "a NetXRay or Windows Sniffer capture (editcap -F pcapng converts it)"),
        ("\x7fpkt"u8.ToArray(), "an EtherPeek capture (editcap -F pcapng converts it)"),
        ([0x0A, 0x0D, 0x0D, 0x0A], "a pcapng file whose first section header is broken"),
        ("MDMP"u8.ToArray(), "a Windows minidump"),
        ([0x1F, 0x8B], "a broken gzip file"),
        ("PK\x03\x04"u8.ToArray(), "a ZIP archive"),
        ("Rar!"u8.ToArray(), "a RAR archive"),
        ("BZh"u8.ToArray(), "a bzip2 file"),
        ([0xFD, (byte)'7', (byte)'z', (byte)'X', (byte)'Z', 0], "an xz file"),
        ([(byte)'7', (byte)'z', 0xBC, 0xAF, 0x27, 0x1C], "a 7-Zip archive"),
        ("%PDF"u8.ToArray(), "a PDF document"),
        ([0x7F, (byte)'E', (byte)'L', (byte)'F'], "an ELF program"),
        ("MZ"u8.ToArray(), "a Windows program"),
    ];

    public static string Describe(ReadOnlySpan<byte> head)
    {
        if (head.IsEmpty)
        {
            return "not a capture: the file is empty";
        }
        foreach (var (start, name) in s_known)
        {
            if (head.StartsWith(start))
            {
                return $"not a capture that can be read: {name}";
            }
        }
        return
            head.IndexOfAnyExceptInRange((byte)0x20, (byte)0x7E) is var odd && (odd < 0 || head[odd] is 9 or 10 or 13)
            ? "not a capture: it begins with text"
            : $"not a capture: it begins with {Convert.ToHexStringLower(head[..Math.Min(head.Length, 8)])}";
    }
}
