using System.Net;

namespace Portal.Analysis.Detectors.Hosts;

/// <summary>The blocks of addresses that belong to the own network.</summary>
public sealed class InternalNetworks
{
    /// <summary>RFC 1918, RFC 6598, RFC 3927, RFC 4193, RFC 4291 §2.5.6, loopback.</summary>
    private static readonly string[] s_private =
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

    private readonly IReadOnlyList<IPNetwork> _networks;

    private InternalNetworks(IReadOnlyList<IPNetwork> networks, bool isGiven)
    {
        _networks = networks;
        IsGiven = isGiven;
    }

    /// <summary>Somebody said which networks are inside; nothing is then inferred.</summary>
    public bool IsGiven { get; }

    /// <param name="blocks">CIDR blocks, or single addresses; empty takes the private ones.</param>
    /// <exception cref="FormatException">A block is not one; the message names it.</exception>
    public static InternalNetworks Create(IReadOnlyList<string> blocks) =>
        new([.. (blocks.Count > 0 ? blocks : s_private).Select(Parse)], blocks.Count > 0);

    public bool Contains(string address) =>
        IPAddress.TryParse(address, out var parsed) && _networks.Any(network => network.Contains(parsed));

    /// <summary>Whether a text is a CIDR block or a single address.</summary>
    public static bool IsBlock(string text) => IPNetwork.TryParse(text, out _) || IPAddress.TryParse(text, out _);

    private static IPNetwork Parse(string block)
    {
        if (IPNetwork.TryParse(block, out var network))
        {
            return network;
        }
        if (IPAddress.TryParse(block, out var single))
        {
            return new IPNetwork(single, single.GetAddressBytes().Length * 8);
        }
        throw new FormatException($"'{block}' is not a network such as 10.0.0.0/8.");
    }
}
