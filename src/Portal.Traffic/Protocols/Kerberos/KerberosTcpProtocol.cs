using System.Buffers.Binary;

namespace Portal.Traffic.Protocols.Kerberos;

/// <summary>Kerberos 5 over TCP, each message behind four bytes of length (RFC 4120 §7.2.2).</summary>
public sealed class KerberosTcpProtocol : IProtocol
{
    public string Name => "krb_tcp";

    public Transports Transports => Transports.Tcp;

    public Claim Claims(FlowContext flow, Side side, ReadOnlySpan<byte> firstBytes)
    {
        var length = Math.Min(firstBytes.Length, KerberosStream.HeaderBytes);
        if (length > 0 && firstBytes[0] != 0 || length > 1 && firstBytes[1] > KerberosStream.MaxMessageBytes >> 16)
        {
            return Claim.No;
        }
        if (firstBytes.Length < KerberosStream.HeaderBytes + KerberosMessage.HeadBytes)
        {
            return
                firstBytes.Length <= KerberosStream.HeaderBytes
                || KerberosMessage.IsType(firstBytes[KerberosStream.HeaderBytes])
                ? Claim.NeedMore
                : Claim.No;
        }
        var announced = BinaryPrimitives.ReadUInt32BigEndian(firstBytes);
        return KerberosMessage.BeginsMessage(firstBytes[KerberosStream.HeaderBytes..], announced)
            ? Claim.Yes
            : Claim.No;
    }

    public IFlowAnalyzer Start(FlowContext flow) => new KerberosTcpAnalyzer(flow);
}
