using System.Collections.Frozen;

namespace Portal.Traffic.Protocols.Quic;

/// <summary>A version whose Initial packets can be opened.</summary>
/// <param name="Name">As Zeek writes it.</param>
/// <param name="Salt">Of the Initial secrets (RFC 9001 §5.2).</param>
/// <param name="Prefix">Of the labels of keys: <c>quic</c> or <c>quicv2</c>.</param>
internal sealed record QuicVersion(string Name, byte[] Salt, string Prefix)
{
    private const uint FirstDraft = 0xFF00_0000;
    private const int Version2 = 0x6B33_43CF;

    private static readonly byte[] s_version1 = Convert.FromHexString("38762cf7f55934b34d179ae6a4c80cadccbb7f0a");
    private static readonly byte[] s_draft29 = Convert.FromHexString("afbfec289993d24c9e9786f19c6111e04390a899");
    private static readonly byte[] s_draft23 = Convert.FromHexString("c3eef712c72ebb5a11a7d2432bb46365bef9f502");

    private static readonly FrozenDictionary<uint, QuicVersion> s_known = new Dictionary<uint, QuicVersion>(
        Enumerable
            .Range(23, 12)
            .Select(draft =>
                KeyValuePair.Create(
                    FirstDraft + (uint)draft,
                    new QuicVersion(
                        $"draft-{draft}",
                        draft switch
                        {
                            < 29 => s_draft23,
                            < 33 => s_draft29,
                            _ => s_version1,
                        },
                        "quic"
                    )
                )
            )
    )
    {
        [1] = new QuicVersion("1", s_version1, "quic"),
        [Version2] = new QuicVersion(
            "quicv2",
            Convert.FromHexString("0dede3def700a6db819381be6e269dcbf9bd2ed9"),
            "quicv2"
        ),
    }.ToFrozenDictionary();

    public static QuicVersion? Find(uint number) => s_known.GetValueOrDefault(number);

    public static string NameOf(uint number) => Find(number)?.Name ?? $"unknown-{number:x}";

    /// <param name="bits">The two type bits of a long header.</param>
    public QuicPacketType TypeOf(int bits) => (QuicPacketType)(Prefix == "quicv2" ? (bits + 3) % 4 : bits);
}
