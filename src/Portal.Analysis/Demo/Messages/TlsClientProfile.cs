namespace Portal.Analysis.Demo.Messages;

/// <summary>What makes one TLS client recognisable: its offer in its order (this is what JA3 and JA4 hash).</summary>
internal sealed record TlsClientProfile(
    IReadOnlyList<ushort> CipherSuites,
    IReadOnlyList<ushort> Extensions,
    IReadOnlyList<ushort> Groups,
    IReadOnlyList<string> Protocols,
    bool OffersTls13
)
{
    /// <summary>A current browser: TLS 1.3 first, HTTP/2.</summary>
    public static readonly TlsClientProfile Browser = new(
        [
            0x1301,
            0x1302,
            0x1303,
            0xc02b,
            0xc02f,
            0xc02c,
            0xc030,
            0xcca9,
            0xcca8,
            0xc013,
            0xc014,
            0x009c,
            0x009d,
            0x002f,
            0x0035,
        ],
        [0, 23, 65281, 10, 11, 35, 16, 5, 13, 18, 51, 45, 43, 27],
        [29, 23, 24],
        ["h2", "http/1.1"],
        true
    );

    /// <summary>The desktop chat client: a scripting runtime's TLS library.</summary>
    public static readonly TlsClientProfile Chat = new(
        [0x1302, 0x1303, 0x1301, 0xc02f, 0xc02b, 0xc030, 0xc02c, 0x009e, 0xc027, 0x0067, 0x009c, 0x009d],
        [0, 11, 10, 35, 22, 23, 13, 43, 45, 51],
        [29, 23, 30, 25, 24],
        ["http/1.1"],
        false
    );

    /// <summary>The operating system's library as services use it, TLS 1.2.</summary>
    public static readonly TlsClientProfile System = new(
        [
            0xc02c,
            0xc02b,
            0xc030,
            0xc02f,
            0x009f,
            0x009e,
            0xc024,
            0xc023,
            0xc028,
            0xc027,
            0x009d,
            0x009c,
            0x003d,
            0x003c,
        ],
        [0, 5, 10, 11, 13, 35, 16, 23, 65281],
        [29, 23, 24],
        ["h2", "http/1.1"],
        false
    );

    /// <summary>The implant: few suites, no ALPN.</summary>
    public static readonly TlsClientProfile Implant = new(
        [
            0xc02f,
            0xc030,
            0xc02b,
            0xc02c,
            0xcca8,
            0xcca9,
            0xc013,
            0xc009,
            0xc014,
            0xc00a,
            0x009c,
            0x009d,
            0x002f,
            0x0035,
            0xc012,
            0x000a,
        ],
        [0, 5, 10, 11, 13, 65281, 18],
        [29, 23, 24, 25],
        [],
        false
    );

    /// <summary>The remote desktop client.</summary>
    public static readonly TlsClientProfile RemoteDesktop = new(
        [0xc030, 0xc02f, 0xc028, 0xc027, 0x009f, 0x009e, 0x009d, 0x009c, 0x003d, 0x003c, 0x0035, 0x002f],
        [5, 10, 11, 13, 35, 23, 65281],
        [29, 23, 24],
        [],
        false
    );
}
