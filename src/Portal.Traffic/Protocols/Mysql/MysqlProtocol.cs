namespace Portal.Traffic.Protocols.Mysql;

/// <summary>The MySQL and MariaDB client/server protocol, recognised by the server's greeting.</summary>
public sealed class MysqlProtocol : IProtocol
{
    public string Name => "mysql";

    public Transports Transports => Transports.Tcp;

    public Claim Claims(FlowContext flow, Side side, ReadOnlySpan<byte> firstBytes)
    {
        if (side == Side.Originator)
        {
            return Claim.No;
        }
        // Length (3 bytes), sequence 0, protocol 10, the version as text with a NUL.
        if (firstBytes.Length < MysqlPacketReader.HeaderBytes + 2)
        {
            return firstBytes is [_, _, not 0, ..] or [_, _, _, not 0, ..] ? Claim.No : Claim.NeedMore;
        }
        var length = MysqlPacketReader.LengthOf(firstBytes);
        if (firstBytes[3] != 0 || length < MysqlGreeting.MinBytes || length > MysqlGreeting.MaxBytes)
        {
            return Claim.No;
        }
        var payload = firstBytes[MysqlPacketReader.HeaderBytes..];
        if (payload[0] != MysqlGreeting.Protocol)
        {
            return Claim.No;
        }
        return payload.Length < length ? Claim.NeedMore
            : MysqlGreeting.TryParse(payload[..length], out _) ? Claim.Yes
            : Claim.No;
    }

    public IFlowAnalyzer Start(FlowContext flow) => new MysqlAnalyzer(flow);
}
