using Portal.Traffic.Protocols.Tls.Certificates;

namespace Portal.Traffic.Protocols.Tls;

/// <summary>
/// A client's opening message (RFC 8446 §4.1.2, RFC 6347 §4.2.1 for DTLS), read from the bytes behind the handshake
/// header, so that every carrier of TLS (records, datagrams, QUIC) can use it.
/// </summary>
public sealed class ClientHello
{
    private const int RandomBytes = 32; // RFC 8446 §4.1.2
    private const int MaxSessionIdBytes = 32; // RFC 8446 §4.1.2

    /// <summary>The legacy version field.</summary>
    public required ushort Version { get; init; }

    public required byte[] SessionId { get; init; }

    /// <summary>In the client's order, GREASE included.</summary>
    public required ushort[] CipherSuites { get; init; }

    /// <summary>In the client's order, GREASE included.</summary>
    public required ushort[] ExtensionTypes { get; init; }

    /// <summary>The host names asked for.</summary>
    public required IReadOnlyList<string> ServerNames { get; init; }

    /// <summary>The application protocols offered, as raw bytes.</summary>
    public required byte[][] Protocols { get; init; }
    public required ushort[] Groups { get; init; }
    public required byte[] PointFormats { get; init; }
    public required ushort[] SignatureAlgorithms { get; init; }

    /// <summary>The versions offered by extension, GREASE included; empty before TLS 1.3.</summary>
    public required ushort[] SupportedVersions { get; init; }
    public required bool HasSessionTicket { get; init; }
    public required bool HasPreSharedKey { get; init; }

    /// <summary>A server name of a type other than host name, or none at all in its extension.</summary>
    public required bool HasOddServerName { get; init; }

    /// <summary>The extensions do not fit into the message or are too many; those before the break were read.</summary>
    public required bool HasBrokenExtensions { get; init; }

    /// <summary>False when the fixed part does not fit, lengths are odd or a list that must not be empty is.</summary>
    /// <param name="body">The whole message without its header.</param>
    /// <param name="isDatagram">DTLS: a cookie follows the session identifier.</param>
    public static bool TryParse(ReadOnlySpan<byte> body, bool isDatagram, out ClientHello hello)
    {
        hello = null!;
        var reader = new ByteReader(body);
        var version = reader.ReadUInt16();
        reader.Skip(RandomBytes);
        var sessionId = reader.Take(reader.ReadByte());
        if (isDatagram)
        {
            reader.Skip(reader.ReadByte());
        }
        var cipherBytes = reader.ReadUInt16();
        var ciphers = new ByteReader(reader.Take(cipherBytes));
        var compressionBytes = reader.ReadByte();
        reader.Skip(compressionBytes);
        if (
            reader.Failed
            || sessionId.Length > MaxSessionIdBytes
            || cipherBytes < 2
            || cipherBytes % 2 != 0
            || compressionBytes == 0
        )
        {
            return false;
        }

        var suites = new ushort[cipherBytes / 2];
        for (var i = 0; i < suites.Length; i++)
        {
            suites[i] = ciphers.ReadUInt16();
        }
        hello = ReadExtensions(version, sessionId, suites, reader.Rest);
        return true;
    }

    private static ClientHello ReadExtensions(
        ushort version,
        ReadOnlySpan<byte> sessionId,
        ushort[] suites,
        ReadOnlySpan<byte> rest
    )
    {
        var types = new List<ushort>();
        var names = new List<string>();
        ushort[] groups = [];
        ushort[] algorithms = [];
        ushort[] versions = [];
        byte[] pointFormats = [];
        byte[][] protocols = [];
        var (hasTicket, hasPreSharedKey, isOdd) = (false, false, false);
        var extensions = new HelloExtensions(rest);
        while (extensions.TryNext(out var type, out var data))
        {
            types.Add(type);
            switch (type)
            {
                case ExtensionType.ServerName:
                    isOdd |= !ReadServerNames(data, names);
                    break;
                case ExtensionType.SupportedGroups:
                    groups = HelloExtensions.Numbers(data);
                    break;
                case ExtensionType.PointFormats:
                    var reader = new ByteReader(data);
                    pointFormats = reader.Take(reader.ReadByte()).ToArray();
                    break;
                case ExtensionType.SignatureAlgorithms:
                    algorithms = HelloExtensions.Numbers(data);
                    break;
                case ExtensionType.ApplicationProtocols:
                    protocols = HelloExtensions.Protocols(data);
                    break;
                case ExtensionType.SupportedVersions:
                    versions = HelloExtensions.Numbers(data, shortLength: true);
                    break;
                case ExtensionType.SessionTicket:
                    hasTicket |= !data.IsEmpty;
                    break;
                case ExtensionType.PreSharedKey:
                    hasPreSharedKey = true;
                    break;
            }
        }
        return new ClientHello
        {
            Version = version,
            SessionId = sessionId.ToArray(),
            CipherSuites = suites,
            ExtensionTypes = [.. types],
            ServerNames = names,
            Protocols = protocols,
            Groups = groups,
            PointFormats = pointFormats,
            SignatureAlgorithms = algorithms,
            SupportedVersions = versions,
            HasSessionTicket = hasTicket,
            HasPreSharedKey = hasPreSharedKey,
            HasOddServerName = isOdd,
            HasBrokenExtensions = extensions.IsBroken,
        };
    }

    // RFC 6066 §3: a list of (type, name); only type 0, host_name, was ever defined.
    private static bool ReadServerNames(ReadOnlySpan<byte> data, List<string> names)
    {
        var outer = new ByteReader(data);
        var reader = new ByteReader(outer.Take(outer.ReadUInt16()));
        while (reader.Remaining > 0)
        {
            if (reader.ReadByte() != 0)
            {
                return false;
            }
            var name = reader.Take(reader.ReadUInt16());
            if (reader.Failed || name.IsEmpty)
            {
                return false;
            }
            names.Add(WireText.Decode(name));
        }
        return names.Count > 0;
    }
}
