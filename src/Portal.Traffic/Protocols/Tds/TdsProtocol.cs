using System.Buffers.Binary;

namespace Portal.Traffic.Protocols.Tds;

/// <summary>
/// The protocol of Microsoft SQL Server and Sybase (MS-TDS), recognised by its packet header and, off its port, by the
/// contents of a pre-login or login packet. Statements and logins are not read.
/// </summary>
public sealed class TdsProtocol : IProtocol
{
    private const int HeaderBytes = 8;

    /// <summary>MS-TDS 2.2.6.4: the server sets up to 32,767.</summary>
    private const int MaxPacketBytes = 32767;

    private const byte Batch = 1;
    private const byte OldLogin = 2;
    private const byte Rpc = 3;
    private const byte Response = 4;
    private const byte Transaction = 14;
    private const byte Login7 = 16;
    private const byte PreLogin = 18;

    public string Name => "tds";

    public Transports Transports => Transports.Tcp;

    public Claim Claims(FlowContext flow, Side side, ReadOnlySpan<byte> firstBytes)
    {
        if (firstBytes.Length < HeaderBytes)
        {
            return firstBytes is [> PreLogin, ..] or [_, > 0x1F, ..] ? Claim.No : Claim.NeedMore;
        }
        var length = BinaryPrimitives.ReadUInt16BigEndian(firstBytes[2..]);
        var isHeader =
            firstBytes[0] is Batch or OldLogin or Rpc or Response or Transaction or Login7 or PreLogin
            && firstBytes[1] <= 0x1F
            && firstBytes[7] == 0
            && length is > HeaderBytes and <= MaxPacketBytes;
        if (!isHeader)
        {
            return Claim.No;
        }
        var body = firstBytes[HeaderBytes..Math.Min(firstBytes.Length, (int)length)];
        return (flow.ResponderPort == 1433 && firstBytes.Length <= length) || IsLogin(firstBytes[0], length, body)
            ? Claim.Yes
            : Claim.No;
    }

    public IFlowAnalyzer Start(FlowContext flow) => new RecognisedAnalyzer(flow, Name);

    /// <summary>
    /// Pre-login (2.2.6.5) begins with the place of the version: token 0, offset, length 6. Login (2.2.6.4) with its length
    /// and the version 7.x, little-endian.
    /// </summary>
    private static bool IsLogin(byte type, int length, ReadOnlySpan<byte> body) =>
        type switch
        {
            PreLogin => body is [0, 0, > 5 and < 64, 0, 6, ..],
            Login7 => body.Length >= 8
                && BinaryPrimitives.ReadUInt32LittleEndian(body) == length - HeaderBytes
                && body[7] is >= 0x70 and <= 0x74,
            _ => false,
        };
}
