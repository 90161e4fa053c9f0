using System.Text.Json.Serialization;
using Portal.Analysis.Objects;
using Portal.Traffic.Credentials;
using Portal.Traffic.KeyLogs;

namespace Portal.Analysis.Importers;

/// <summary>Choices that change what an import yields; they are kept in <c>run.json</c>.</summary>
public sealed record ImportOptions
{
    /// <summary>CIDR blocks of the own network, for <c>local_orig</c> and the detectors' directions.</summary>
    public IReadOnlyList<string> LocalNetworks { get; init; } = DefaultLocalNetworks;

    /// <summary>Also write the frame index for random access (the portal needs it, a command line run does not).</summary>
    public bool WriteFrameIndex { get; init; }

    /// <summary>Secrets of TLS sessions beyond those that a capture carries itself; null for none.</summary>
    [JsonIgnore]
    public KeyLog? Keys { get; init; }

    /// <summary>SHA-256 of each key log that <see cref="Keys"/> was read from.</summary>
    public IReadOnlyList<string> KeyLogs { get; init; } = [];

    /// <summary>Where the contents of carried files are kept; null keeps none, and then there is no table <c>objects</c>.</summary>
    [JsonIgnore]
    public ObjectStore? Objects { get; init; }

    /// <summary>
    /// The key of the hashes in <c>credentials</c>; null for a table without hashes. It is never written: who has it can try
    /// guesses against the hashes.
    /// </summary>
    [JsonIgnore]
    public SecretKey? SecretKey { get; init; }

    /// <summary>Addresses that are not routed over the Internet, as Zeek's <c>Site::private_address_space</c>.</summary>
    public static IReadOnlyList<string> DefaultLocalNetworks => Traffic.Packets.LocalNetworks.PrivateAddressSpace;
}
