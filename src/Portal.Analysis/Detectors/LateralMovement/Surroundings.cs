using Portal.Analysis.Detectors.Hosts;
using Portal.Analysis.Detectors.IntelMatches;
using Portal.Traffic;

namespace Portal.Analysis.Detectors.LateralMovement;

/// <summary>What the rest of the records says about a use: peers, habit, what the source did beside it.</summary>
internal sealed class Surroundings
{
    private const long DayNanoseconds = 86_400 * UnixTime.NanosecondsPerSecond;

    /// <summary>Spread of ln(1+bytes) of peers below which nobody's amounts are; else equal peers would make everything unusual.</summary>
    private const double LeastSpread = 0.25;

    private readonly Dictionary<string, SourceUses> _bySource;
    private readonly Dictionary<string, AdminUse[]> _rareByTarget;
    private readonly Dictionary<string, PeerAmounts> _amounts;
    private readonly HostInventory _hosts;
    private readonly LateralMovementOptions _options;
    private readonly Dictionary<string, string> _selfSigned = [];
    private readonly Dictionary<string, string> _inFeed = [];

    public Surroundings(
        DetectionContext context,
        IReadOnlyList<AdminUse> uses,
        LateralMovementOptions options,
        CancellationToken cancellation
    )
    {
        (_hosts, _options) = (context.Hosts, options);
        Sources = uses.ToLookup(use => (use.Target, use.Service.Id), use => use.Source);
        _amounts = uses.GroupBy(use => use.Service.Id, use => use.Amount)
            .ToDictionary(service => service.Key, service => new PeerAmounts(service), StringComparer.Ordinal);
        _bySource = uses.GroupBy(use => use.Source)
            .ToDictionary(
                source => source.Key,
                source => new SourceUses([.. source], IsRare, IsUnusual),
                StringComparer.Ordinal
            );
        _rareByTarget = uses.Where(IsRare)
            .GroupBy(use => use.Target)
            .ToDictionary(
                target => target.Key,
                target => target.OrderBy(use => use.FirstTime).ToArray(),
                StringComparer.Ordinal
            );
        ReadSelfSigned(context, cancellation);
        ReadFeed(context, cancellation);
    }

    /// <summary>Who used a service of a target.</summary>
    public ILookup<(string Target, string Service), string> Sources { get; }

    /// <summary>Internal hosts that opened a flow.</summary>
    public int Hosts => _hosts.ActiveInternalHosts;

    /// <summary>Robust standard deviations of the amount above that of the other users of the service; null with few of them.</summary>
    public double? Deviations(AdminUse use) =>
        _amounts[use.Service.Id].Deviations(use.Amount, _options.MinPeers, LeastSpread);

    /// <summary>Whether the amount is far above the peers'.</summary>
    public bool IsUnusualAmount(AdminUse use) =>
        use.Amount >= _options.MinBytes && Deviations(use) is { } deviations && deviations >= _options.MinDeviations;

    /// <summary>Few others use the service of the target; false in a network of few hosts, where everybody is few.</summary>
    public bool IsRare(AdminUse use) =>
        Hosts >= 4 && Sources[(use.Target, use.Service.Id)].Count() <= Math.Max(1, Hosts / 10);

    /// <summary>Serves nobody but at most one host, so people sit at it.</summary>
    public bool IsWorkstation(string address) => _hosts.Roles(address).All(role => role.Clients <= 1);

    public bool IsDomainController(string address) => _hosts.Role(address, HostRole.DomainController) is not null;

    /// <summary>Other unusual uses of the source, other in service, in the same window: the first four.</summary>
    public IReadOnlyList<AdminUse> Companions(AdminUse use) =>
        _bySource[use.Source].Companions(use, use.FirstTime - Window, use.LastTime + Window, most: 4);

    /// <summary>Targets of the source with rare uses in the same window.</summary>
    public int FanOut(AdminUse use) => _bySource[use.Source].RareTargets(use.FirstTime - Window, use.LastTime + Window);

    /// <summary>What makes the source an administrator, in words; null if nothing does.</summary>
    public string? Habit(AdminUse use)
    {
        if (use.Days >= 2 && use.LastTime - use.FirstTime >= DayNanoseconds)
        {
            return $"used on {use.Days} days";
        }
        var before = _bySource[use.Source].AdministeredBefore(use.FirstTime - Window, use.Target);
        return before >= 2 ? $"{before} other targets were administered before, outside the window" : null;
    }

    /// <summary>The latest use by which somebody came to the source, at most a day before; null if there is none.</summary>
    public AdminUse? CameFrom(AdminUse use)
    {
        var earlier = _rareByTarget.GetValueOrDefault(use.Source, []);
        var before = Ordered.CountWhile(earlier.Length, index => earlier[index].FirstTime < use.FirstTime);
        for (var index = before - 1; index >= 0; index--)
        {
            if (earlier[index].FirstTime < use.FirstTime - DayNanoseconds)
            {
                break;
            }
            if (earlier[index].Source != use.Target)
            {
                return earlier[index];
            }
        }
        return null;
    }

    /// <summary>The external server that showed the source a self-signed certificate and few others go to; else null.</summary>
    public string? SelfSignedServer(string source) => _selfSigned.GetValueOrDefault(source);

    /// <summary>The value of a feed that the source contacted; else null.</summary>
    public string? FeedValue(string source) => _inFeed.GetValueOrDefault(source);

    private long Window => _options.WindowMinutes * 60 * UnixTime.NanosecondsPerSecond;

    private bool IsUnusual(AdminUse use) => IsUnusualAmount(use) || (IsRare(use) && use.Service.Id != "ldap");

    private void ReadSelfSigned(DetectionContext context, CancellationToken cancellation)
    {
        var sessions = AdminUseReader
            .SelfSigned(context.Database, cancellation)
            .Where(pair => _hosts.IsInternal(pair.Source) && !_hosts.IsInternal(pair.Server))
            .ToLookup(pair => pair.Server, pair => pair.Source);
        // A server that a tenth of the hosts use is a service of the house, whatever its certificate.
        foreach (var server in sessions.Where(server => server.Count() <= Math.Max(1, Hosts / 10)))
        {
            foreach (var source in server)
            {
                _selfSigned.TryAdd(source, server.Key);
            }
        }
    }

    private void ReadFeed(DetectionContext context, CancellationToken cancellation)
    {
        var feed = new FeedIndex(context.Options.Feed);
        if (feed.IsEmpty)
        {
            return;
        }
        foreach (var (source, server) in AdminUseReader.Pairs(context.Database, cancellation))
        {
            if (
                _hosts.IsInternal(source)
                && !_hosts.IsInternal(server)
                && feed.Address(server).FirstOrDefault() is { } match
            )
            {
                _inFeed.TryAdd(source, match.Value);
            }
        }
    }
}
