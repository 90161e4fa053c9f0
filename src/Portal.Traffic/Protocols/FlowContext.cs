using Portal.Traffic.Files;
using Portal.Traffic.Packets;
using Portal.Traffic.Records;

namespace Portal.Traffic.Protocols;

/// <summary>What an analyzer knows of its flow, and where it hands its results.</summary>
public abstract class FlowContext
{
    public abstract string Uid { get; }

    public abstract ConnectionId Id { get; }

    public abstract Transports Transport { get; }

    public abstract IpAddress OriginatorAddress { get; }

    public abstract IpAddress ResponderAddress { get; }

    public int OriginatorPort => Id.OriginatorPort;

    public int ResponderPort => Id.ResponderPort;

    /// <summary>The frame that is being processed right now; its time is Zeek's "network time".</summary>
    public abstract FrameStamp Now { get; }

    /// <summary>The first frame of the flow.</summary>
    public abstract FrameStamp Start { get; }

    /// <summary>Where finished records go.</summary>
    public abstract IRecordSink Records { get; }

    /// <summary>Where files that the flow carries go: hashed, typed, written to <c>files</c>.</summary>
    public abstract FileTracker Files { get; }

    /// <summary>Confirms that the flow speaks this protocol: <c>conn.service</c> lists it.</summary>
    public abstract void Confirm(string service);

    /// <summary>Writes a <see cref="WeirdRecord"/>; each name at most once a flow.</summary>
    public abstract void Weird(string name, string? additional = null, string? source = null);

    /// <summary>
    /// Proof that this is not the protocol after all: the analyzer gets no more data, and other protocols may claim the
    /// rest. <see cref="IFlowAnalyzer.OnDone"/> still comes. <paramref name="reason"/> is for people.
    /// </summary>
    public abstract void Reject(string reason);

    /// <summary>
    /// As <see cref="Reject"/>, for a protocol that had confirmed itself before: <c>conn.service</c> does not list it any
    /// more, as in Zeek, since what follows cannot be read.
    /// </summary>
    public abstract void Violate(string service, string reason);

    /// <summary>
    /// The bytes from here on belong to another protocol (STARTTLS, CONNECT, Upgrade): both sides' following data is
    /// offered to all protocols afresh, while this analyzer gets no more.
    /// </summary>
    public abstract void HandOver();

    /// <summary>As <see cref="HandOver()"/>, when bytes of the other protocol came with the last ones of this.</summary>
    /// <param name="side">Who sent them.</param>
    /// <param name="rest">The bytes behind the last message of this protocol.</param>
    public abstract void HandOver(Side side, ReadOnlySpan<byte> rest);

    /// <summary>
    /// The responder is a proxy that opened a tunnel for the originator: <c>tunnel</c> lists it, whatever the port it came
    /// from.
    /// </summary>
    /// <param name="kind">Zeek's name without <c>Tunnel::</c>: <c>HTTP</c> or <c>SOCKS</c>.</param>
    public abstract void NoteProxy(string kind);

    /// <summary>What flows share in one protocol; made when it is first asked for.</summary>
    public abstract TState Shared<TState>()
        where TState : class, ISharedState, new();

    /// <summary>
    /// The one who seemed to answer has asked: turns the roles around, also in <c>conn</c> (history <c>^</c>). For
    /// protocols that can tell a question from an answer when the first packets of a flow are missing.
    /// </summary>
    public abstract void FlipRoles();
}
