namespace Portal.Traffic.Protocols.Kerberos;

/// <summary>Kerberos messages inside the tokens of GSS-API (RFC 4121).</summary>
public sealed class KerberosInner : IInnerProtocol
{
    public string Name => "krb";

    public IInnerAnalyzer Start(FlowContext flow) => new KerberosTokens(flow);
}
