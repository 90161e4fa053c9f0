namespace Portal.Traffic.Protocols.Tls;

/// <summary>Version numbers of SSL, TLS and DTLS.</summary>
internal static class TlsVersion
{
    public const ushort Ssl2 = 0x0002;
    public const ushort Ssl3 = 0x0300;
    public const ushort Tls10 = 0x0301;
    public const ushort Tls11 = 0x0302;
    public const ushort Tls12 = 0x0303;
    public const ushort Tls13 = 0x0304;
    public const ushort Dtls10 = 0xFEFF;
    public const ushort Dtls12 = 0xFEFD;
    public const ushort Dtls13 = 0xFEFC;

    private const int DraftPrefix = 0x7F;
    private const int LastDraft = 0x50;

    /// <summary>A record or hello of SSL 3.0 to TLS 1.2; TLS 1.3 keeps the older numbers there (RFC 8446 §5.1).</summary>
    public static bool IsRecord(int version) => version is >= Ssl3 and <= Tls12;

    public static bool IsDatagram(int version) => version is Dtls10 or Dtls12 or Dtls13;

    /// <summary>A draft of TLS 1.3: 0x7F and the draft's number.</summary>
    public static bool IsDraft(int version) => version >> 8 == DraftPrefix && (version & 0xFF) <= LastDraft;

    /// <summary>Change cipher spec starts the encryption; from TLS 1.3 on it is only there for show.</summary>
    public static bool HasChangeCipherSpec(int version) =>
        version is Ssl2 or Dtls10 or Dtls12 or (>= Ssl3 and <= Tls12);

    /// <summary>Zeek's name, for example <c>TLSv12</c>, <c>TLSv13-draft28</c> or <c>unknown-N</c>.</summary>
    public static string Name(int version) =>
        version switch
        {
            Ssl2 => "SSLv2",
            Ssl3 => "SSLv3",
            Tls10 => "TLSv10",
            Tls11 => "TLSv11",
            Tls12 => "TLSv12",
            Tls13 => "TLSv13",
            Dtls10 => "DTLSv10",
            Dtls12 => "DTLSv12",
            Dtls13 => "DTLSv13",
            _ when IsDraft(version) => $"TLSv13-draft{version & 0xFF}",
            _ => $"unknown-{version}",
        };
}
