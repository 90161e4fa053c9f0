namespace Portal.Traffic.Protocols;

/// <summary>
/// A protocol whose messages others carry: NTLM inside SMB, HTTP and DCE/RPC; DCE/RPC inside the named pipes of SMB. Found by
/// a scan of this assembly, so that carriers need not know its folder; <see cref="FlowContext.Carried"/> starts it.
/// </summary>
public interface IInnerProtocol
{
    /// <summary>Zeek's name of the service.</summary>
    string Name { get; }

    IInnerAnalyzer Start(FlowContext flow);
}
