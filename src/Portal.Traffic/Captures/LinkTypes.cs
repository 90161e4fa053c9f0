using System.Collections.Frozen;

namespace Portal.Traffic.Captures;

/// <summary>Names of link types, from the table beside this file, and how long their frames can be.</summary>
public static class LinkTypes
{
    /// <summary>Longest frame of nearly all link types, in Wireshark and libpcap (<c>WTAP_MAX_PACKET_SIZE_STANDARD</c>).</summary>
    private const uint Usual = 262_144;

    private const uint LongMessages = 128 << 20; // D-Bus and USB transfers
    private const uint Ebhscr = 8 << 20; // Elektrobit's recorder

    private static readonly FrozenDictionary<LinkType, LinkTypeName> s_names = Load();

    /// <summary>What the link type is called; null if it is not known.</summary>
    public static LinkTypeName? Find(LinkType type) => s_names.GetValueOrDefault(type);

    /// <summary>tshark's short name such as <c>ether</c>, else the registry's, else <c>linktype-N</c>.</summary>
    public static string Describe(LinkType type) =>
        Find(type) is { } name ? name.Tshark ?? name.Registry ?? $"linktype-{(int)type}" : $"linktype-{(int)type}";

    /// <summary>Bytes of the longest frame; a record that claims more is broken.</summary>
    internal static uint MaximumFrameLength(LinkType type) =>
        type switch
        {
            LinkType.DBus or LinkType.UsbPcap or LinkType.UsbLinux or LinkType.UsbLinuxMemoryMapped => LongMessages,
            LinkType.UsbDarwin or LinkType.UsbFreeBsd => LongMessages,
            LinkType.Ebhscr => Ebhscr,
            _ => Usual,
        };

    private static FrozenDictionary<LinkType, LinkTypeName> Load()
    {
        using var stream = typeof(LinkTypes).Assembly.GetManifestResourceStream(
            "Portal.Traffic.Captures.LinkTypes.csv"
        )!;
        using var reader = new StreamReader(stream);
        var names = new Dictionary<LinkType, LinkTypeName>();
        reader.ReadLine(); // the header
        while (reader.ReadLine() is { } line)
        {
            var cells = line.Split(',', 4);
            var type = (LinkType)int.Parse(cells[0]);
            names.Add(type, new LinkTypeName(type, Cell(cells[1]), Cell(cells[2]), Cell(cells[3])));
        }
        return names.ToFrozenDictionary();
    }

    private static string? Cell(string text) => text.Length == 0 ? null : text;
}
