using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace Portal.Traffic.Protocols;

/// <summary>NetBIOS names as people read them: the name and in brackets the number of the service that it names.</summary>
internal static class NetbiosNameKinds
{
    private const int NameLength = 15;

    /// <summary>Wireshark's words for the numbers of services.</summary>
    private static readonly FrozenDictionary<int, string> s_services = new Dictionary<int, string>
    {
        [0x00] = "Workstation/Redirector",
        [0x01] = "Browser",
        [0x02] = "Workstation/Redirector",
        [0x03] = "Messenger service/Main name",
        [0x05] = "Forwarded name",
        [0x06] = "RAS Server service",
        [0x1b] = "Domain Master Browser",
        [0x1c] = "Domain Controllers",
        [0x1d] = "Local Master Browser",
        [0x1e] = "Browser Election Service",
        [0x1f] = "Net DDE Service",
        [0x20] = "Server service",
        [0x21] = "RAS client service",
        [0x22] = "Exchange Interchange (MSMail Connector)",
        [0x23] = "Exchange Store",
        [0x24] = "Exchange Directory",
        [0x2b] = "Lotus Notes Server service",
        [0x30] = "Modem sharing server service",
        [0x31] = "Modem sharing client service",
        [0x43] = "SMS Clients Remote Control",
        [0x44] = "SMS Administrators Remote Control Tool",
        [0x45] = "SMS Clients Remote Chat",
        [0x46] = "SMS Clients Remote Transfer",
        [0x4c] = "DEC Pathworks TCP/IP Service on Windows NT",
        [0x52] = "DEC Pathworks TCP/IP Service on Windows NT",
        [0x6a] = "Microsoft Exchange IMC",
        [0x87] = "Microsoft Exchange MTA",
        [0xbe] = "Network Monitor Agent",
        [0xbf] = "Network Monitor Analyzer",
    }.ToFrozenDictionary();

    public static string Service(int number) => s_services.GetValueOrDefault(number, "Unknown");

    /// <summary><c>NAME&lt;20&gt;</c>; bytes that are no letters in brackets too.</summary>
    /// <param name="name">Sixteen bytes, the last of which is the service.</param>
    public static string Show(ReadOnlySpan<byte> name)
    {
        var text = new StringBuilder();
        foreach (var octet in name[..NameLength].TrimEnd((byte)' '))
        {
            Append(text, octet);
        }
        return text.Append(CultureInfo.InvariantCulture, $"<{name[NameLength]:x2}>").ToString();
    }

    /// <summary>The name alone, without the blanks that fill it.</summary>
    public static string ShowName(ReadOnlySpan<byte> name)
    {
        var text = new StringBuilder();
        foreach (var octet in name.TrimEnd((byte)' '))
        {
            Append(text, octet);
        }
        return text.ToString();
    }

    private static void Append(StringBuilder text, byte octet)
    {
        if (octet is >= 0x20 and < 0x7F)
        {
            text.Append((char)octet);
        }
        else
        {
            text.Append(CultureInfo.InvariantCulture, $"<{octet:x2}>");
        }
    }
}
