using Portal.Samples;
using Portal.Traffic.Files;
using Portal.Traffic.Packets;
using Portal.Traffic.Protocols;
using Portal.Traffic.Records;

namespace Portal.Traffic.Tests.Protocols;

/// <summary>A flow that a test plays by hand: every call of an analyzer is kept, and each delivery is one frame, 1 ms after the last.</summary>
internal sealed class ScriptedFlow(ConnectionId? id = null, Transports transport = Transports.Tcp) : FlowContext
{
    public const long Millisecond = 1_000_000;

    private readonly List<ISharedState> _shared = [];
    private FileTracker? _files;

    public RecordCollector Collected { get; } = new();

    public List<string> Services { get; } = [];

    public List<string> Weirds { get; } = [];

    public string? Rejection { get; private set; }

    public List<string> Proxies { get; } = [];

    public int HandOvers { get; private set; }

    public string HandedOver { get; private set; } = "";

    public bool IsFlipped { get; private set; }

    public List<ExpectedFlow> Expected { get; } = [];

    /// <summary>What the analyzer passed into a stream of its own, by side.</summary>
    public string[] Inner { get; } = ["", ""];

    public ProtocolUpgrade? Switched { get; init; }

    public override ProtocolUpgrade? Upgrade => Switched;

    public FrameStamp Current { get; private set; } = new(0, UnixTime.NanosecondsPerSecond);

    public override string Uid => "CTest";

    public override ConnectionId Id { get; } = id ?? new ConnectionId("10.0.0.1", 50000, "198.51.100.7", 80);

    public override Transports Transport => transport;

    public override IpAddress OriginatorAddress => Address(Id.OriginatorHost);

    public override IpAddress ResponderAddress => Address(Id.ResponderHost);

    public override FrameStamp Now => Current;

    public override FrameStamp Start => new(1, UnixTime.NanosecondsPerSecond + Millisecond);

    public override IRecordSink Records => Collected;

    public override FileTracker Files => _files ??= new FileTracker(Collected, Uid, Id);

    public FrameStamp NextFrame() => Current = new FrameStamp(Current.Number + 1, Current.Time + Millisecond);

    public override void Confirm(string service) => Services.Add(service);

    public override void Weird(string name, string? additional = null, string? source = null)
    {
        if (!Weirds.Contains(name))
        {
            Weirds.Add(name);
        }
    }

    public override void Reject(string reason) => Rejection = reason;

    public override void Violate(string service, string reason)
    {
        Services.Remove(service);
        Reject(reason);
    }

    public override void HandOver() => HandOvers++;

    public override void HandOver(Side side, ReadOnlySpan<byte> rest)
    {
        HandOvers++;
        HandedOver = System.Text.Encoding.Latin1.GetString(rest);
    }

    public override void NoteProxy(string kind) => Proxies.Add(kind);

    public override TState Shared<TState>()
    {
        var state = _shared.OfType<TState>().SingleOrDefault();
        if (state is null)
        {
            state = new TState();
            _shared.Add(state);
        }
        return state;
    }

    /// <summary>Lets the shared states see that time has passed.</summary>
    public void Sweep(FrameStamp now)
    {
        foreach (var state in _shared)
        {
            state.Sweep(now, Collected);
        }
    }

    /// <summary>The capture is over for the shared states.</summary>
    public void FinishShared()
    {
        foreach (var state in _shared)
        {
            state.Finish(Current, Collected);
        }
    }

    public override void FlipRoles() => IsFlipped = true;

    public override void Expect(ExpectedFlow expected) => Expected.Add(expected);

    public override InnerStream OpenInner() =>
        new(
            (side, bytes, _) => Inner[(int)side] += System.Text.Encoding.Latin1.GetString(bytes),
            (side, bytes, _) => Inner[(int)side] += $"<{bytes}>",
            (_, _) => { }
        );

    private static IpAddress Address(string text) =>
        IpAddress.TryParse(text, out var address) ? address : throw new ArgumentException(text, nameof(text));
}
