namespace Portal.Traffic.Protocols.Smb;

/// <summary>Server Message Block 1 to 3 (MS-CIFS, MS-SMB2) over TCP or a NetBIOS session (RFC 1002 §4.3).</summary>
public sealed class SmbProtocol : IProtocol
{
    /// <summary>A session request names both ends: two names of 34 bytes each (RFC 1002 §4.3.2).</summary>
    private const int SessionRequestBytes = 68;

    private static ReadOnlySpan<byte> Identifier => "SMB"u8;

    public string Name => "smb";

    public Transports Transports => Transports.Tcp;

    public Claim Claims(FlowContext flow, Side side, ReadOnlySpan<byte> firstBytes)
    {
        if (firstBytes is [SmbStream.SessionRequest, 0, 0, SessionRequestBytes, ..])
        {
            return Claim.Yes;
        }
        if (firstBytes is [SmbStream.SessionRequest, ..])
        {
            return firstBytes.Length < SmbStream.HeaderBytes ? Claim.NeedMore : Claim.No;
        }
        if (firstBytes is [SmbStream.PositiveResponse, 0, 0, 0])
        {
            return Claim.Yes;
        }
        if (firstBytes is not [SmbStream.SessionMessage, ..])
        {
            return Claim.No;
        }
        if (firstBytes.Length < SmbStream.HeaderBytes + SmbStream.IdentifierBytes)
        {
            var known = firstBytes[Math.Min(firstBytes.Length, SmbStream.HeaderBytes)..];
            return known.IsEmpty || MayBeIdentifier(known) ? Claim.NeedMore : Claim.No;
        }
        return SmbStream.BeginsMessage(firstBytes) ? Claim.Yes : Claim.No;
    }

    public IFlowAnalyzer Start(FlowContext flow) => new SmbAnalyzer(flow);

    private static bool MayBeIdentifier(ReadOnlySpan<byte> bytes) =>
        bytes[0] >= 0xFC && Identifier.StartsWith(bytes[1..]);
}
