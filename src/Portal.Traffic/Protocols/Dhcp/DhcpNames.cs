namespace Portal.Traffic.Protocols.Dhcp;

/// <summary>Names of message types (RFC 2132 §9.6, RFC 3203, RFC 4388, RFC 6926, RFC 7724), as Zeek writes them.</summary>
internal static class DhcpNames
{
    private static readonly string[] s_types =
    [
        "",
        "DISCOVER",
        "OFFER",
        "REQUEST",
        "DECLINE",
        "ACK",
        "NAK",
        "RELEASE",
        "INFORM",
        "FORCERENEW",
        "LEASEQUERY",
        "LEASEUNASSIGNED",
        "LEASEUNKNOWN",
        "LEASEACTIVE",
        "BULKLEASEQUERY",
        "LEASEQUERYDONE",
        "ACTIVELEASEQUERY",
        "LEASEQUERYSTATUS",
        "TLS",
    ];

    public static string Type(int number) =>
        number > 0 && number < s_types.Length ? s_types[number] : $"Unknown_dhcp_message_type_{number}";
}
