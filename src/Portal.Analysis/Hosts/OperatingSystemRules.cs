namespace Portal.Analysis.Hosts;

/// <summary>
/// What names an operating system gives itself away by. The texts are those that the programs send; they can be forged, so
/// what follows from them is a guess and says why.
/// </summary>
internal static class OperatingSystemRules
{
    /// <summary>Names that only one family asks for when it looks whether it is online or what time it is.</summary>
    private static readonly (string Question, string System)[] s_questions =
    [
        ("www.msftconnecttest.com", "Windows"),
        ("www.msftncsi.com", "Windows"),
        ("dns.msftncsi.com", "Windows"),
        ("time.windows.com", "Windows"),
        ("captive.apple.com", "Apple"),
        ("time.apple.com", "Apple"),
        ("connectivity-check.ubuntu.com", "Linux (Ubuntu)"),
        ("ntp.ubuntu.com", "Linux (Ubuntu)"),
        ("detectportal.firefox.com", ""), // of every system
        ("connectivitycheck.android.com", "Android"),
        ("connectivitycheck.gstatic.com", "Android"),
        ("debian.pool.ntp.org", "Linux (Debian)"),
        ("0.debian.pool.ntp.org", "Linux (Debian)"),
    ];

    /// <summary>In a text, the first that is found; longer and more exact ones stand first.</summary>
    private static readonly (string Kinds, string Text, string System)[] s_texts =
    [
        // User-Agent; Windows freezes the version at 10.0 for 10, 11 and their servers
        ("User-Agent|mail program", "Windows NT 10.0", "Windows 10, 11 or Server 2016 and later"),
        ("User-Agent|mail program", "Windows NT 6.3", "Windows 8.1 or Server 2012 R2"),
        ("User-Agent|mail program", "Windows NT 6.2", "Windows 8 or Server 2012"),
        ("User-Agent|mail program", "Windows NT 6.1", "Windows 7 or Server 2008 R2"),
        ("User-Agent|mail program", "Windows NT 6.0", "Windows Vista or Server 2008"),
        ("User-Agent|mail program", "Windows NT 5.2", "Windows Server 2003 or XP x64"),
        ("User-Agent|mail program", "Windows NT 5.1", "Windows XP"),
        ("User-Agent|mail program", "Windows NT 5.0", "Windows 2000"),
        ("User-Agent", "Microsoft-CryptoAPI/10.0", "Windows 10, 11 or Server 2016 and later"),
        ("User-Agent", "Microsoft-CryptoAPI/6.3", "Windows 8.1 or Server 2012 R2"),
        ("User-Agent", "Microsoft-CryptoAPI/6.1", "Windows 7 or Server 2008 R2"),
        ("User-Agent", "Microsoft BITS", "Windows"),
        ("User-Agent", "Microsoft NCSI", "Windows"),
        ("User-Agent", "Windows-Update-Agent", "Windows"),
        ("User-Agent", "WindowsPowerShell", "Windows"),
        ("User-Agent", "Android", "Android"),
        ("User-Agent", "iPhone", "iOS"),
        ("User-Agent", "iPad", "iPadOS"),
        ("User-Agent|mail program", "Mac OS X", "macOS"),
        ("User-Agent|mail program", "Macintosh", "macOS"),
        ("User-Agent", "Darwin/", "Apple"),
        ("User-Agent", "CrOS", "ChromeOS"),
        ("User-Agent|mail program", "Ubuntu", "Linux (Ubuntu)"),
        ("User-Agent", "Debian APT", "Linux (Debian or Ubuntu)"),
        ("User-Agent|mail program", "Fedora", "Linux (Fedora)"),
        ("User-Agent", "libdnf", "Linux (Fedora or Red Hat)"),
        ("User-Agent|mail program", "Linux", "Linux"),
        ("SSH client|SSH server", "OpenSSH_for_Windows", "Windows"),
        ("SSH client|SSH server", "Ubuntu", "Linux (Ubuntu)"),
        ("SSH client|SSH server", "Debian", "Linux (Debian)"),
        ("SSH client|SSH server", "Raspbian", "Linux (Raspberry Pi OS)"),
        ("SSH client|SSH server", "FreeBSD", "FreeBSD"),
        ("SSH client|SSH server", "NetBSD", "NetBSD"),
        ("SSH client|SSH server", "Cisco", "Cisco IOS"),
        ("SSH client|SSH server", "ROSSSH", "MikroTik RouterOS"),
        ("SSH client", "PuTTY", "Windows"),
        ("SSH client", "WinSCP", "Windows"),
        ("SSH server", "dropbear", "Linux (embedded)"),
        ("SNMP description|software", "Windows", "Windows"),
        ("SNMP description", "Cisco IOS", "Cisco IOS"),
        ("SNMP description", "JUNOS", "Junos"),
        ("SNMP description", "RouterOS", "MikroTik RouterOS"),
        ("SNMP description", "FreeBSD", "FreeBSD"),
        ("SNMP description", "Darwin", "macOS"),
        ("SNMP description|software", "Linux", "Linux"),
        // Remote desktop clients that are built into Windows name its release
        ("RDP client build", "RDP 5.1", "Windows XP"),
        ("RDP client build", "RDP 6.0", "Windows Vista"),
        ("RDP client build", "RDP 7", "Windows 7 or Server 2008 R2"),
        ("RDP client build", "RDP 8", "Windows 8 or Server 2012"),
        ("RDP client build", "RDP 10", "Windows 10, 11 or Server 2016 and later"),
        ("DHCP host name", "android-", "Android"),
        // Option 60: Windows since 2000 has one text, BusyBox another
        ("DHCP vendor class", "MSFT 5.0", "Windows"),
        ("DHCP vendor class", "android-dhcp", "Android"),
        ("DHCP vendor class", "udhcp", "Linux (embedded)"),
        ("DHCP vendor class", "Linux", "Linux"),
    ];

    /// <summary>The names as a list of SQL literals.</summary>
    public static string Questions =>
        string.Join(", ", s_questions.Where(row => row.System.Length > 0).Select(row => $"'{row.Question}'"));

    /// <summary>The system that one fact speaks for; null when it speaks for none.</summary>
    public static string? SystemOf(HostFact fact)
    {
        if (fact.Kind == "DNS question")
        {
            return s_questions.FirstOrDefault(row => row.Question == fact.Value).System is { Length: > 0 } asked
                ? asked
                : null;
        }
        if (fact.Kind is "NTLM client version" or "NTLM server version")
        {
            return WindowsBuilds.NameOf(fact.Value);
        }
        foreach (var (kinds, text, system) in s_texts)
        {
            if (
                kinds.Split('|').Contains(fact.Kind, StringComparer.Ordinal)
                && fact.Value.Contains(text, StringComparison.OrdinalIgnoreCase)
            )
            {
                return system;
            }
        }
        return IsWindowsDefaultName(fact) ? "Windows" : null;
    }

    /// <summary>The family that a system belongs to: the first word.</summary>
    public static string FamilyOf(string system) =>
        system switch
        {
            "macOS" or "iOS" or "iPadOS" => "Apple",
            _ => system.Split(' ')[0],
        };

    /// <summary>Setup makes up <c>DESKTOP-1A2B3C4</c>, <c>LAPTOP-…</c> and, for servers, <c>WIN-</c> with eleven letters and digits.</summary>
    private static bool IsWindowsDefaultName(HostFact fact)
    {
        if (fact.Kind is not ("NTLM workstation" or "DHCP host name"))
        {
            return false;
        }
        var name = fact.Value.ToUpperInvariant();
        return HasSuffix(name, "DESKTOP-", 7) || HasSuffix(name, "LAPTOP-", 8) || HasSuffix(name, "WIN-", 11);
    }

    private static bool HasSuffix(string name, string prefix, int letters) =>
        name.Length == prefix.Length + letters
        && name.StartsWith(prefix, StringComparison.Ordinal)
        && name.AsSpan(prefix.Length).ToString().All(char.IsAsciiLetterOrDigit);
}
