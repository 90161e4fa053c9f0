namespace Portal.Analysis.Detectors.LateralMovement;

/// <summary>
/// What one source did beside a use. A source that scans or a worm has as many uses as the network has hosts, so nothing here
/// looks at all of them for each of them where order can tell it.
/// </summary>
internal sealed class SourceUses
{
    private readonly AdminUse[] _rare;
    private readonly long[] _rareEnds;
    private readonly int[] _rareTargets;
    private readonly int[] _lastCounted;
    private readonly AdminUse[] _unusual;
    private readonly AdminUse[] _interactive;
    private readonly int[] _administered;
    private readonly Dictionary<string, long> _firstAdministered = new(StringComparer.Ordinal);
    private readonly string? _onlyUnusualService;
    private int _counts;

    /// <param name="uses">All of the source.</param>
    /// <param name="isRare">Whether few others use the service of the target.</param>
    /// <param name="isUnusual">Whether the use stands out by itself.</param>
    public SourceUses(IReadOnlyList<AdminUse> uses, Func<AdminUse, bool> isRare, Func<AdminUse, bool> isUnusual)
    {
        _rare = [.. uses.Where(isRare).OrderBy(use => use.FirstTime)];
        _rareEnds = [.. _rare.Select(use => use.LastTime).Order()];
        var targets = new Dictionary<string, int>(StringComparer.Ordinal);
        _rareTargets = [.. _rare.Select(use => Number(targets, use.Target))];
        _lastCounted = new int[targets.Count];
        _unusual = [.. uses.Where(isUnusual)];
        var services = _unusual.Select(use => use.Service.Id).Distinct().Take(2).ToList();
        _onlyUnusualService = services.Count == 1 ? services[0] : null;
        _interactive = [.. uses.Where(use => use.Service.IsInteractive).OrderBy(use => use.FirstTime)];
        _administered = new int[_interactive.Length + 1];
        for (var index = 0; index < _interactive.Length; index++)
        {
            var use = _interactive[index];
            _administered[index + 1] =
                _administered[index] + (_firstAdministered.TryAdd(use.Target, use.FirstTime) ? 1 : 0);
        }
    }

    /// <summary>Unusual uses of other services that overlap the times, in their order, at most so many.</summary>
    public IReadOnlyList<AdminUse> Companions(AdminUse use, long from, long until, int most) =>
        use.Service.Id == _onlyUnusualService
            ? []
            :
            [
                .. _unusual
                    .Where(other =>
                        other.Service.Id != use.Service.Id && other.FirstTime <= until && other.LastTime >= from
                    )
                    .Take(most),
            ];

    /// <summary>Targets with rare uses that overlap the times.</summary>
    public int RareTargets(long from, long until)
    {
        var begun = Ordered.CountWhile(_rare.Length, index => _rare[index].FirstTime <= until);
        if (_lastCounted.Length == _rare.Length)
        {
            // One use of each target: those that have begun, without those that were over before.
            return begun - Ordered.CountWhile(_rareEnds.Length, index => _rareEnds[index] < from);
        }
        _counts++;
        var targets = 0;
        for (var index = 0; index < begun; index++)
        {
            if (_rare[index].LastTime >= from && _lastCounted[_rareTargets[index]] != _counts)
            {
                _lastCounted[_rareTargets[index]] = _counts;
                targets++;
            }
        }
        return targets;
    }

    /// <summary>Targets but <paramref name="target"/> that were administered interactively before the time.</summary>
    public int AdministeredBefore(long time, string target)
    {
        var count = _administered[
            Ordered.CountWhile(_interactive.Length, index => _interactive[index].FirstTime < time)
        ];
        return _firstAdministered.TryGetValue(target, out var first) && first < time ? count - 1 : count;
    }

    private static int Number(Dictionary<string, int> targets, string target)
    {
        if (!targets.TryGetValue(target, out var number))
        {
            targets.Add(target, number = targets.Count);
        }
        return number;
    }
}
