using Portal.Traffic.Protocols.Tls.Certificates;

namespace Portal.Traffic.Protocols.Tls;

/// <summary>A server's answer (RFC 8446 §4.1.3), or a hello retry request, which differs by its random only.</summary>
internal sealed class ServerHello
{
    private const int RandomBytes = 32;
    private const int MaxSessionIdBytes = 32;

    // TLS 1.3 drafts before 22 said their version here and left out session identifier and compression.
    private const int LastShortDraft = 0x7F15;

    /// <summary>SHA-256 of "HelloRetryRequest" (RFC 8446 §4.1.3).</summary>
    private static ReadOnlySpan<byte> RetryRandom =>
        [
            0xCF,
            0x21,
            0xAD,
            0x74,
            0xE5,
            0x9A,
            0x61,
            0x11,
            0xBE,
            0x1D,
            0x8C,
            0x02,
            0x1E,
            0x65,
            0xB8,
            0x91,
            0xC2,
            0xA2,
            0x11,
            0x16,
            0x7A,
            0xBB,
            0x8C,
            0x5E,
            0x07,
            0x9E,
            0x09,
            0xE2,
            0xC8,
            0xA8,
            0x33,
            0x9C,
        ];

    /// <summary>The legacy version field.</summary>
    public required ushort Version { get; init; }

    /// <summary>What was chosen by extension; null before TLS 1.3.</summary>
    public required ushort? SelectedVersion { get; init; }

    public required byte[] SessionId { get; init; }
    public required ushort CipherSuite { get; init; }

    /// <summary>0 for none, which is all that TLS 1.3 has.</summary>
    public required byte CompressionMethod { get; init; }

    /// <summary>In the server's order.</summary>
    public required ushort[] ExtensionTypes { get; init; }

    /// <summary>The group of the key share, also the one that a retry request asks for.</summary>
    public required ushort? KeyShareGroup { get; init; }

    /// <summary>The chosen application protocol.</summary>
    public required string? Protocol { get; init; }
    public required bool HasPreSharedKey { get; init; }
    public required bool IsRetryRequest { get; init; }

    public static bool TryParse(ReadOnlySpan<byte> body, out ServerHello hello)
    {
        hello = null!;
        var reader = new ByteReader(body);
        var version = reader.ReadUInt16();
        var random = reader.Take(RandomBytes);
        var isShort = version is > TlsVersion.Tls13 and <= LastShortDraft && TlsVersion.IsDraft(version);
        var sessionId = isShort ? default : reader.Take(reader.ReadByte());
        var suite = reader.ReadUInt16();
        var compression = isShort ? (byte)0 : reader.ReadByte();
        if (reader.Failed || sessionId.Length > MaxSessionIdBytes)
        {
            return false;
        }

        var types = new List<ushort>();
        ushort? selected = null;
        ushort? group = null;
        string? protocol = null;
        var hasPreSharedKey = false;
        var extensions = new HelloExtensions(reader.Rest);
        while (extensions.TryNext(out var type, out var data))
        {
            types.Add(type);
            var field = new ByteReader(data);
            switch (type)
            {
                case ExtensionType.SupportedVersions:
                    selected = Present(field.ReadUInt16(), field.Failed);
                    break;
                case ExtensionType.KeyShare:
                    group = Present(field.ReadUInt16(), field.Failed);
                    break;
                case ExtensionType.ApplicationProtocols:
                    protocol = HelloExtensions.Protocols(data) is [var first, ..] ? WireText.Decode(first) : null;
                    break;
                case ExtensionType.PreSharedKey:
                    hasPreSharedKey = true;
                    break;
            }
        }
        hello = new ServerHello
        {
            Version = version,
            SelectedVersion = selected,
            SessionId = sessionId.ToArray(),
            CipherSuite = suite,
            CompressionMethod = compression,
            ExtensionTypes = [.. types],
            KeyShareGroup = group,
            Protocol = protocol,
            HasPreSharedKey = hasPreSharedKey,
            IsRetryRequest = random.SequenceEqual(RetryRandom),
        };
        return true;
    }

    private static ushort? Present(ushort value, bool failed) => failed ? null : value;
}
