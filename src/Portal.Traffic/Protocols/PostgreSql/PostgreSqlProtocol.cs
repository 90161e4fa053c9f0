namespace Portal.Traffic.Protocols.PostgreSql;

/// <summary>PostgreSQL's frontend/backend protocol, version 3, recognised by the client's first message.</summary>
public sealed class PostgreSqlProtocol : IProtocol
{
    public string Name => "postgresql";

    public Transports Transports => Transports.Tcp;

    public Claim Claims(FlowContext flow, Side side, ReadOnlySpan<byte> firstBytes)
    {
        if (side == Side.Responder)
        {
            return Claim.No;
        }
        if (firstBytes.Length < PostgreSqlStartup.HeaderBytes)
        {
            // Lengths are below 64 KiB.
            return firstBytes is [not 0, ..] or [0, not 0, ..] ? Claim.No : Claim.NeedMore;
        }
        return PostgreSqlStartup.TryParse(firstBytes, out var startup) switch
        {
            null => Claim.NeedMore,
            true when startup.IsRequest || startup.Parameters.ContainsKey("user") => Claim.Yes,
            _ => Claim.No,
        };
    }

    public IFlowAnalyzer Start(FlowContext flow) => new PostgreSqlAnalyzer(flow);
}
