using Portal.Fuzz.Seeds;
using Portal.Traffic;
using Portal.Traffic.Fields;
using Portal.Traffic.Files;
using Portal.Traffic.KeyLogs;
using Portal.Traffic.Packets;
using Portal.Traffic.Protocols;
using Portal.Traffic.Records;

namespace Portal.Fuzz.Targets;

/// <summary>A flow without an engine: errors of the analyzer reach the caller. Each delivery is one frame, 1 ms after the last.</summary>
internal sealed class FuzzFlow : FlowContext
{
    private const long Millisecond = 1_000_000;

    private static readonly IpAddress s_originator = IpAddress.FromIpv4(0x0A00_0001);
    private static readonly IpAddress s_responder = IpAddress.FromIpv4(0xC633_6407);

    private readonly ReadingSink _records = new();
    private readonly List<ISharedState> _shared = [];
    private readonly TransferredFiles _files;
    private readonly bool _isShown;

    /// <param name="transport">TCP or UDP.</param>
    /// <param name="port">Of the responder.</param>
    /// <param name="isShown">Whether messages become trees too.</param>
    public FuzzFlow(Transports transport, int port, bool isShown)
    {
        _isShown = isShown;
        Transport = transport;
        Id = new ConnectionId("10.0.0.1", 50000, "198.51.100.7", port);
        _files = new TransferredFiles(_records, LocalNetworks.Private);
        Files = new FileTracker(_files, Uid, Id);
    }

    /// <summary>The analyzer gave the flow up, or handed it over.</summary>
    public bool IsOver { get; private set; }

    public long Rows => _records.Rows;

    public FrameStamp Current { get; private set; } = new(0, UnixTime.NanosecondsPerSecond);

    public override string Uid => "CFuzz";
    public override ConnectionId Id { get; }
    public override Transports Transport { get; }
    public override IpAddress OriginatorAddress => s_originator;
    public override IpAddress ResponderAddress => s_responder;
    public override FrameStamp Now => Current;
    public override FrameStamp Start => new(1, UnixTime.NanosecondsPerSecond + Millisecond);
    public override IRecordSink Records => _records;
    public override FileTracker Files { get; }
    public override KeyLog? Keys => CorpusKeys.All;

    internal override bool IsShown => _isShown;

    internal override void Show(MessageFields fields, Side side, ReadOnlySpan<byte> bytes, object? state = null)
    {
        if (_isShown)
        {
            MessageTrees.Read(fields, side, bytes, state);
        }
    }

    public FrameStamp NextFrame() => Current = new FrameStamp(Current.Number + 1, Current.Time + Millisecond);

    public override void Confirm(string service) { }

    public override void Weird(string name, string? additional = null, string? source = null) { }

    public override void Reject(string reason) => IsOver = true;

    public override void Violate(string service, string reason) => IsOver = true;

    public override void HandOver() => IsOver = true;

    public override void HandOver(Side side, ReadOnlySpan<byte> rest) => IsOver = true;

    public override void NoteProxy(string kind) { }

    public override TState Shared<TState>()
    {
        var state = _shared.OfType<TState>().FirstOrDefault();
        if (state is null)
        {
            state = new TState();
            _shared.Add(state);
        }
        return state;
    }

    public override void FlipRoles() { }

    /// <summary>The capture is over for all that the analyzer left open.</summary>
    public void Finish()
    {
        FinishCarried();
        foreach (var state in _shared)
        {
            state.Sweep(Current, _records);
            state.Finish(Current, _records);
        }
        _files.Finish(Current);
    }
}
