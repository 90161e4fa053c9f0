namespace Portal.Traffic.Protocols.Modbus;

/// <summary>Modbus over TCP (MODBUS Messaging on TCP/IP Implementation Guide V1.0b).</summary>
public sealed class ModbusProtocol : IProtocol
{
    private const int Port = 502;

    public string Name => "modbus";

    public Transports Transports => Transports.Tcp;

    public Claim Claims(FlowContext flow, Side side, ReadOnlySpan<byte> firstBytes)
    {
        if (firstBytes.Length < ModbusHeader.Bytes)
        {
            return firstBytes.Length > 2 && firstBytes[2] != 0 ? Claim.No : Claim.NeedMore;
        }
        if (!ModbusHeader.TryParse(firstBytes, out var header) || ModbusNames.Function(header.Function) is null)
        {
            return Claim.No;
        }
        if (flow.ResponderPort == Port)
        {
            return Claim.Yes;
        }
        // Elsewhere nothing but a whole, ordinary request will do: zeros and small numbers begin many things.
        return side == Side.Originator && firstBytes.Length == header.WholeBytes && header.IsOrdinaryRequest(firstBytes)
            ? Claim.Yes
            : Claim.No;
    }

    public IFlowAnalyzer Start(FlowContext flow) => new ModbusAnalyzer(flow);
}
