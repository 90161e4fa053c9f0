namespace Portal.Traffic.Protocols.Gssapi;

/// <summary>The Generic Security Service tokens (RFC 2743 §3.1) of SMB, DCE/RPC, LDAP and HTTP, with SPNEGO (RFC 4178).</summary>
public sealed class GssapiInner : IInnerProtocol
{
    public string Name => "gssapi";

    public IInnerAnalyzer Start(FlowContext flow) => new GssapiAnalyzer(flow);
}
