namespace Portal.Traffic.Protocols.Stun;

/// <summary>STUN that goes on in a flow which another protocol has taken over (RFC 7983 §7).</summary>
public sealed class CarriedStunProtocol : IInnerProtocol
{
    public string Name => "stun";

    public IInnerAnalyzer Start(FlowContext flow) => new CarriedStunAnalyzer(flow);
}
