namespace Portal.Traffic.Protocols.Quic;

/// <summary>
/// Google's QUIC before the IETF's. Up to Q043 it has a public header ("QUIC Wire Layout Specification"): flags (1 byte),
/// connection identifier (8), version (4 letters), packet number. From Q044 to Q049 a long header like the IETF's, version
/// behind the first byte, but with both identifiers' lengths in one byte. The handshake is not TLS, so only the name is
/// recorded, as Wireshark has it.
/// </summary>
public sealed class GquicProtocol : IProtocol
{
    private const byte HasVersion = 0x01;
    private const byte HasIdentifier = 0x08;
    private const byte IsMultipathOrUnused = 0xC0;
    private const byte LongHeader = 0xC0;
    private const int VersionOffset = 9;
    private const int VersionBytes = 4;

    /// <summary>First byte, version, lengths, an identifier of 8 bytes, the packet number.</summary>
    private const int MinLongHeader = 1 + VersionBytes + 1 + 8 + 1;
    private const int LastPublicHeader = 43;
    private const int LastOwnLongHeader = 49;

    public string Name => "gquic";

    public Transports Transports => Transports.Udp;

    /// <summary>The client names the version in each packet until the server has answered; the server never does.</summary>
    public Claim Claims(FlowContext flow, Side side, ReadOnlySpan<byte> firstBytes) =>
        HasPublicHeader(firstBytes) || HasLongHeader(firstBytes) ? Claim.Yes : Claim.No;

    public IFlowAnalyzer Start(FlowContext flow) => new RecognisedAnalyzer(flow, Name);

    private static bool HasPublicHeader(ReadOnlySpan<byte> bytes) =>
        bytes.Length > VersionOffset + VersionBytes
        && (bytes[0] & (IsMultipathOrUnused | HasVersion | HasIdentifier)) == (HasVersion | HasIdentifier)
        && Version(bytes.Slice(VersionOffset, VersionBytes)) is > 0 and <= LastPublicHeader;

    private static bool HasLongHeader(ReadOnlySpan<byte> bytes) =>
        bytes.Length > MinLongHeader
        && bytes[0] >= LongHeader
        && Version(bytes.Slice(1, VersionBytes)) is > LastPublicHeader and <= LastOwnLongHeader;

    /// <summary>The number behind <c>Q0</c>; 0 for what is none.</summary>
    private static int Version(ReadOnlySpan<byte> letters) =>
        letters is [(byte)'Q', (byte)'0', >= (byte)'0' and <= (byte)'9', >= (byte)'0' and <= (byte)'9']
            ? ((letters[2] - '0') * 10) + letters[3] - '0'
            : 0;
}
