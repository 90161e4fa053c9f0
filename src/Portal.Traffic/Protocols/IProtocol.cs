namespace Portal.Traffic.Protocols;

/// <summary>
/// An application protocol: recognises the first bytes of a flow and starts the analyzer of that flow. Found by a scan of
/// this assembly; one folder of <c>Protocols/</c> holds everything of it.
/// </summary>
public interface IProtocol
{
    /// <summary>Zeek's name of the service, as it stands in <c>conn.service</c>.</summary>
    string Name { get; }

    Transports Transports { get; }

    /// <summary>
    /// Judges what <paramref name="side"/> sent first: a prefix of its stream, or its first datagram. Called again with a
    /// longer prefix after <see cref="Claim.NeedMore"/>. The ports are only a hint. Never throws.
    /// </summary>
    Claim Claims(FlowContext flow, Side side, ReadOnlySpan<byte> firstBytes);

    IFlowAnalyzer Start(FlowContext flow);
}
