namespace Portal.Traffic.Protocols.Ntlm;

/// <summary>NT LAN Manager authentication (MS-NLMP), wherever its messages are carried.</summary>
public sealed class NtlmInner : IInnerProtocol
{
    public string Name => "ntlm";

    public IInnerAnalyzer Start(FlowContext flow) => new NtlmAnalyzer(flow);
}
