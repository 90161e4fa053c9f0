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

    private readonly IReadOnlyList<AdminUse> _uses;
    private readonly ILookup<string, AdminUse> _bySource;
    private readonly ILookup<string, AdminUse> _byTarget;
    private readonly ILookup<string, long> _amounts;
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
        (_uses, _hosts, _options) = (uses, context.Hosts, options);
        _bySource = uses.ToLookup(use => use.Source);
        _byTarget = uses.ToLookup(use => use.Target);
        _amounts = uses.ToLookup(use => use.Service.Id, use => use.Amount);
        Sources = uses.ToLookup(use => (use.Target, use.Service.Id), use => use.Source);
        ReadSelfSigned(context, cancellation);
        ReadFeed(context, cancellation);
    }

    /// <summary>Who used a service of a target.</summary>
    public ILookup<(string Target, string Service), string> Sources { get; }

    /// <summary>Internal hosts that opened a flow.</summary>
    public int Hosts => _hosts.ActiveInternalHosts;

    /// <summary>Robust standard deviations of the amount above that of the other users of the service; null with few of them.</summary>
    public double? Deviations(AdminUse use)
    {
        var all = _amounts[use.Service.Id].ToList();
        all.Remove(use.Amount);
        if (all.Count < _options.MinPeers)
        {
            return null;
        }
        var logs = all.Select(amount => Math.Log(1 + amount)).ToList();
        var median = Median(logs);
        var spread = 1.4826 * Median([.. logs.Select(value => Math.Abs(value - median))]);
        return (Math.Log(1 + use.Amount) - median) / Math.Max(spread, LeastSpread);
    }

    /// <summary>Whether the amount is far above the peers'.</summary>
    public bool IsUnusualAmount(AdminUse use) =>
        use.Amount >= _options.MinBytes && Deviations(use) is { } deviations && deviations >= _options.MinDeviations;

    /// <summary>Few others use the service of the target; false in a network of few hosts, where everybody is few.</summary>
    public bool IsRare(AdminUse use) =>
        Hosts >= 4 && Sources[(use.Target, use.Service.Id)].Count() <= Math.Max(1, Hosts / 10);

    /// <summary>Serves nobody but at most one host, so people sit at it.</summary>
    public bool IsWorkstation(string address) => _hosts.Roles(address).All(role => role.Clients <= 1);

    public bool IsDomainController(string address) => _hosts.Role(address, HostRole.DomainController) is not null;

    /// <summary>Other unusual uses of the source, other in service, in the same window.</summary>
    public List<AdminUse> Companions(AdminUse use) =>
        [
            .. _bySource[use.Source]
                .Where(other =>
                    other.Service.Id != use.Service.Id
                    && IsNear(other, use)
                    && (IsUnusualAmount(other) || (IsRare(other) && other.Service.Id != "ldap"))
                ),
        ];

    /// <summary>Targets of the source with rare uses in the same window.</summary>
    public int FanOut(AdminUse use) =>
        _bySource[use.Source]
            .Where(other => IsNear(other, use) && IsRare(other))
            .Select(other => other.Target)
            .Distinct()
            .Count();

    /// <summary>What makes the source an administrator, in words; null if nothing does.</summary>
    public string? Habit(AdminUse use)
    {
        if (use.Days >= 2 && use.LastTime - use.FirstTime >= DayNanoseconds)
        {
            return $"used on {use.Days} days";
        }
        var before = _bySource[use.Source]
            .Where(other =>
                other.Service.IsInteractive && other.Target != use.Target && other.FirstTime < use.FirstTime - Window
            )
            .Select(other => other.Target)
            .Distinct()
            .Count();
        return before >= 2 ? $"{before} other targets were administered before, outside the window" : null;
    }

    /// <summary>The earlier use by which somebody came to the source, at most a day before; null if there is none.</summary>
    public AdminUse? CameFrom(AdminUse use) =>
        _byTarget[use.Source]
            .Where(earlier =>
                earlier.Source != use.Target
                && earlier.FirstTime < use.FirstTime
                && earlier.FirstTime >= use.FirstTime - DayNanoseconds
                && IsRare(earlier)
            )
            .OrderBy(earlier => earlier.FirstTime)
            .LastOrDefault();

    /// <summary>The external server that showed the source a self-signed certificate and few others go to; else null.</summary>
    public string? SelfSignedServer(string source) => _selfSigned.GetValueOrDefault(source);

    /// <summary>The value of a feed that the source contacted; else null.</summary>
    public string? FeedValue(string source) => _inFeed.GetValueOrDefault(source);

    private long Window => _options.WindowMinutes * 60 * UnixTime.NanosecondsPerSecond;

    private bool IsNear(AdminUse other, AdminUse use) =>
        other.FirstTime <= use.LastTime + Window && other.LastTime >= use.FirstTime - Window;

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

    private static double Median(List<double> values)
    {
        values.Sort();
        var middle = values.Count / 2;
        return values.Count % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
    }
}
