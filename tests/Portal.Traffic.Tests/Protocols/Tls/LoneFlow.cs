using Portal.Samples;
using Portal.Traffic.Files;
using Portal.Traffic.Packets;
using Portal.Traffic.Protocols;
using Portal.Traffic.Records;

namespace Portal.Traffic.Tests.Protocols.Tls;

/// <summary>A flow as analyzers see it, without an engine: keeps what they say.</summary>
internal sealed class LoneFlow(RecordCollector records, ConnectionId id, Transports transport = Transports.Tcp)
    : FlowContext
{
    public static readonly ConnectionId SomeId = new("192.0.2.1", 50000, "198.51.100.1", 443);

    private readonly HashSet<string> _weirds = [];

    public List<string> Services { get; } = [];

    public List<string> Weirds { get; } = [];

    public string? Rejection { get; private set; }

    public override string Uid { get; } = $"C{id.OriginatorPort}";

    public override ConnectionId Id => id;

    public override Transports Transport => transport;

    public override IpAddress OriginatorAddress => Address(id.OriginatorHost);

    public override IpAddress ResponderAddress => Address(id.ResponderHost);

    public override FrameStamp Now => Current;

    public override FrameStamp Start { get; }

    public FrameStamp Current { get; set; }

    public override IRecordSink Records => records;

    public override FileTracker Files { get; } = new(records, $"C{id.OriginatorPort}", id);

    public override void Confirm(string service) => Services.Add(service);

    public override void Weird(string name, string? additional = null, string? source = null)
    {
        if (_weirds.Add(name))
        {
            Weirds.Add(additional is null ? name : $"{name} ({additional})");
        }
    }

    public override void Reject(string reason) => Rejection = reason;

    public override void HandOver() => throw new InvalidOperationException("TLS is never handed over.");

    public override void HandOver(Side side, ReadOnlySpan<byte> rest) => HandOver();

    public override void Violate(string service, string reason) => Reject(reason);

    public override void NoteProxy(string kind) { }

    public override TState Shared<TState>() => new();

    public override void FlipRoles() => throw new InvalidOperationException("TLS keeps the roles and notes the flip.");

    private static IpAddress Address(string text) =>
        IpAddress.TryParse(text, out var address) ? address : throw new ArgumentException(text, nameof(text));
}
