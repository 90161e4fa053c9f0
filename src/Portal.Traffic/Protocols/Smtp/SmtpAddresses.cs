using System.Text.RegularExpressions;
using Portal.Traffic.Packets;

namespace Portal.Traffic.Protocols.Smtp;

/// <summary>Finds mail addresses and hosts in the texts of SMTP.</summary>
internal static partial class SmtpAddresses
{
    /// <summary>Recipients of one message that are kept; servers take 100 to 1000 (RFC 5321 §4.5.3.1.8).</summary>
    private const int MaxAddresses = 1000;

    /// <summary>All that look like <c>local@domain</c>, with or without angle brackets.</summary>
    public static List<string> All(string text)
    {
        var found = new List<string>();
        foreach (Match match in Address().Matches(text))
        {
            Add(found, match.Groups["address"].Value);
        }
        return found;
    }

    /// <summary>A list of mailboxes with their names, split at the commas outside quotes.</summary>
    public static List<string> Split(string text)
    {
        var found = new List<string>();
        foreach (Match match in Mailbox().Matches(text))
        {
            Add(found, match.Value.Trim(' ', '\t', '\r', '\n'));
        }
        return found;
    }

    public static void Add(List<string> set, string address)
    {
        if (set.Count < MaxAddresses && !set.Contains(address, StringComparer.Ordinal))
        {
            set.Add(address);
        }
    }

    /// <summary>IP addresses that stand between blanks, brackets or parentheses, as Received headers have them.</summary>
    public static List<IpAddress> Hosts(string text)
    {
        const int MaxHosts = 8;
        var found = new List<IpAddress>();
        foreach (Match match in Host().Matches(text))
        {
            if (found.Count < MaxHosts && IpAddress.TryParse(match.Value, out var address))
            {
                found.Add(address);
            }
        }
        return found;
    }

    [GeneratedRegex(
        "(?<=^|[<,: \\t])(?<address>[^<,: \\t@]+@[^>,; \\t]+)(?=[>,; \\t]|$)",
        RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Address();

    [GeneratedRegex("(\"[^\"]*\")?[^,]+", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Mailbox();

    [GeneratedRegex(
        "(?<=[ \\[({]|\\[IPv6:)(\\d{1,3}(\\.\\d{1,3}){3}|[0-9A-Fa-f]*:[0-9A-Fa-f:]*:[0-9A-Fa-f:.]*)(?=[ \\])}])",
        RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase,
        1000
    )]
    private static partial Regex Host();
}
