namespace Portal.Analysis.Importers;

/// <summary>Choices that change what an import yields; they are kept in <c>run.json</c>.</summary>
public sealed record ImportOptions
{
    /// <summary>CIDR blocks of the own network, for <c>local_orig</c> and the detectors' directions.</summary>
    public IReadOnlyList<string> LocalNetworks { get; init; } = DefaultLocalNetworks;

    /// <summary>Also write the frame index for random access (the portal needs it, a command line run does not).</summary>
    public bool WriteFrameIndex { get; init; }

    /// <summary>RFC 1918, RFC 6598, link-local and unique local addresses, as Zeek's <c>Site::private_address_space</c>.</summary>
    public static IReadOnlyList<string> DefaultLocalNetworks { get; } =
    [
        "10.0.0.0/8",
        "172.16.0.0/12",
        "192.168.0.0/16",
        "100.64.0.0/10",
        "169.254.0.0/16",
        "127.0.0.0/8",
        "fc00::/7",
        "fe80::/10",
        "::1/128",
    ];
}
