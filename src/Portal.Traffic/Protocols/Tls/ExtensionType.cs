namespace Portal.Traffic.Protocols.Tls;

/// <summary>The hello extensions that are read (IANA "TLS ExtensionType Values").</summary>
internal static class ExtensionType
{
    public const ushort ServerName = 0;
    public const ushort StatusRequest = 5;
    public const ushort SupportedGroups = 10;
    public const ushort PointFormats = 11;
    public const ushort SignatureAlgorithms = 13;
    public const ushort ApplicationProtocols = 16;
    public const ushort EncryptThenMac = 22;
    public const ushort ExtendedMasterSecret = 23;
    public const ushort SessionTicket = 35;
    public const ushort PreSharedKey = 41;
    public const ushort EarlyData = 42;
    public const ushort SupportedVersions = 43;
    public const ushort KeyShare = 51;
}
