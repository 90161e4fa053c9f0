using System.Buffers.Binary;

namespace Portal.Traffic.Protocols.Tds;

/// <summary>
/// The protocol of Microsoft SQL Server and Sybase (MS-TDS), recognised by its packet header and, off its port, by the
/// contents of a pre-login or login packet. Statements and logins are read for the packet tree alone.
/// </summary>
public sealed class TdsProtocol : IProtocol
{
    public string Name => "tds";

    public Transports Transports => Transports.Tcp;

    public Claim Claims(FlowContext flow, Side side, ReadOnlySpan<byte> firstBytes)
    {
        if (firstBytes.Length < TdsHeader.Bytes)
        {
            return firstBytes is [> TdsHeader.PreLogin, ..] or [_, > 0x1F, ..] ? Claim.No : Claim.NeedMore;
        }
        var length = BinaryPrimitives.ReadUInt16BigEndian(firstBytes[2..]);
        var isHeader =
            firstBytes[0]
                is TdsHeader.Batch
                    or TdsHeader.OldLogin
                    or TdsHeader.Rpc
                    or TdsHeader.Response
                    or TdsHeader.Transaction
                    or TdsHeader.Login7
                    or TdsHeader.PreLogin
            && firstBytes[1] <= 0x1F
            && firstBytes[7] == 0
            && length is > TdsHeader.Bytes and <= TdsHeader.MaxPacketBytes;
        if (!isHeader)
        {
            return Claim.No;
        }
        var body = firstBytes[TdsHeader.Bytes..Math.Min(firstBytes.Length, (int)length)];
        return (flow.ResponderPort == 1433 && firstBytes.Length <= length) || IsLogin(firstBytes[0], length, body)
            ? Claim.Yes
            : Claim.No;
    }

    public IFlowAnalyzer Start(FlowContext flow) => new TdsAnalyzer(flow);

    /// <summary>
    /// Pre-login (2.2.6.5) begins with the place of the version: token 0, offset, length 6. Login (2.2.6.4) with its length
    /// and the version 7.x, little-endian.
    /// </summary>
    private static bool IsLogin(byte type, int length, ReadOnlySpan<byte> body) =>
        type switch
        {
            TdsHeader.PreLogin => body is [0, 0, > 5 and < 64, 0, 6, ..],
            TdsHeader.Login7 => body.Length >= 8
                && BinaryPrimitives.ReadUInt32LittleEndian(body) == length - TdsHeader.Bytes
                && body[7] is >= 0x70 and <= 0x74,
            _ => false,
        };
}
