using Portal.Traffic.Credentials;
using Portal.Traffic.Fields;
using Portal.Traffic.Files;
using Portal.Traffic.KeyLogs;
using Portal.Traffic.Packets;
using Portal.Traffic.Records;

namespace Portal.Traffic.Protocols;

/// <summary>What an analyzer knows of its flow, and where it hands its results.</summary>
public abstract class FlowContext
{
    private List<(string Name, IInnerAnalyzer Analyzer)>? _innerAnalyzers;
    private CredentialLog? _credentials;

    public abstract string Uid { get; }

    public abstract ConnectionId Id { get; }

    public abstract Transports Transport { get; }

    public abstract IpAddress OriginatorAddress { get; }

    public abstract IpAddress ResponderAddress { get; }

    public int OriginatorPort => Id.OriginatorPort;

    public int ResponderPort => Id.ResponderPort;

    /// <summary>The address belongs to one of the networks that count as ours.</summary>
    public virtual bool IsLocal(IpAddress address) => LocalNetworks.Private.Contains(address);

    /// <summary>The frame that is being processed right now; its time is Zeek's "network time".</summary>
    public abstract FrameStamp Now { get; }

    /// <summary>The first frame of the flow.</summary>
    public abstract FrameStamp Start { get; }

    /// <summary>Where finished records go.</summary>
    public abstract IRecordSink Records { get; }

    /// <summary>Where files that the flow carries go: hashed, typed, written to <c>files</c>.</summary>
    public abstract FileTracker Files { get; }

    /// <summary>Secrets of TLS sessions; null when there are none.</summary>
    public virtual KeyLog? Keys => null;

    /// <summary>A session of this flow was decrypted with them.</summary>
    public virtual void NoteDecrypted() { }

    /// <summary>Where the secrets of the flow are noted; a stream inside another flow's messages shares the carrier's.</summary>
    internal CredentialLog Credentials => _credentials ??= OpenCredentials();

    /// <summary>Notes a secret that the flow shows: only its mask and a keyed hash are kept, for the table <c>credentials</c>.</summary>
    public Credential Note(in SeenSecret secret) => Credentials.Note(secret, Uid, Id);

    /// <summary>Somebody looks at the messages: analyzers keep what only the packet tree needs.</summary>
    internal virtual bool IsShown => false;

    /// <summary>
    /// Shows a whole message in the packet tree of the frame that completes it. Without effect, and without cost, while only
    /// records are made.
    /// </summary>
    /// <param name="fields">The protocol's fields.</param>
    /// <param name="side">Who sent it.</param>
    /// <param name="bytes">Of the message; wherever they are part of the frame, the tree points into the frame.</param>
    /// <param name="state">What the fields need to know besides.</param>
    internal virtual void Show(MessageFields fields, Side side, ReadOnlySpan<byte> bytes, object? state = null) { }

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

    /// <summary>As <see cref="HandOver(Side, ReadOnlySpan{byte})"/>, when the two sides named the other protocol.</summary>
    public virtual void HandOver(Side side, ReadOnlySpan<byte> rest, ProtocolUpgrade upgrade) => HandOver(side, rest);

    /// <summary>What the analyzer before agreed on with <see cref="HandOver(Side, ReadOnlySpan{byte}, ProtocolUpgrade)"/>, else null.</summary>
    public virtual ProtocolUpgrade? Upgrade => null;

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

    /// <summary>
    /// The two sides agreed on another flow (a data connection): when it comes, it goes to the given analyzer without being
    /// recognised. Only flows between the same two hosts are found for certain.
    /// </summary>
    public virtual void Expect(ExpectedFlow expected) { }

    /// <summary>
    /// A stream begins inside the messages of this protocol (a tunnel): all protocols may claim it, and its records carry
    /// the identifier of this flow.
    /// </summary>
    public virtual InnerStream OpenInner() => new((_, _, _) => { }, (_, _, _) => { }, (_, _) => { });

    /// <summary>
    /// The flow's analyzer of a protocol that others carry inside (<c>gssapi</c>, <c>ntlm</c>, <c>krb</c>,
    /// <c>dce_rpc</c>, <c>ssl</c>): one for the whole flow, since one logon may pass through several carriers.
    /// </summary>
    public IInnerAnalyzer Carried(string name)
    {
        _innerAnalyzers ??= [];
        foreach (var known in _innerAnalyzers)
        {
            if (known.Name == name)
            {
                return known.Analyzer;
            }
        }
        var analyzer = ProtocolCatalogue.Inner[name].Start(this);
        _innerAnalyzers.Add((name, analyzer));
        return analyzer;
    }

    /// <summary>The flow is over: the inner analyzers write what they still hold back, then come the secrets.</summary>
    protected internal void FinishCarried()
    {
        try
        {
            // One may start another when it ends; that one ends too.
            for (var i = 0; i < _innerAnalyzers?.Count; i++)
            {
                _innerAnalyzers[i].Analyzer.OnDone();
            }
        }
        finally
        {
            _credentials?.WriteAll();
        }
    }

    /// <summary>Without a key for hashes unless whoever made the flow has one.</summary>
    protected virtual CredentialLog OpenCredentials() => new(null, Records);
}
