using Portal.Fuzz.Seeds;

namespace Portal.Fuzz.Engine;

/// <summary>
/// Feeds one target: first its seeds, then damaged copies of them. Where the code is instrumented, an input that goes a new
/// way is kept and damaged further. The same seed gives the same inputs.
/// </summary>
/// <param name="target">What is tried.</param>
/// <param name="corpus">Where its seeds come from.</param>
/// <param name="seed">Of the damage.</param>
/// <param name="maxTime">Of one run; null for <see cref="Trial.MaxTime"/>.</param>
public sealed class FuzzRun(FuzzTarget target, CorpusSeeds corpus, ulong seed, TimeSpan? maxTime = null)
{
    /// <summary>Inputs kept of one target.</summary>
    private const int MaxKept = 5000;

    private const int MaxFaults = 20;

    private readonly List<byte[]> _kept = [];
    private readonly Dictionary<string, Fault> _faults = [];

    public IReadOnlyCollection<Fault> Faults => _faults.Values;

    public long Executions { get; private set; }

    public int Seeds { get; private set; }

    public int Kept => _kept.Count;

    public int Edges { get; private set; }

    public TimeSpan LongestRun { get; private set; }

    public long MostAllocated { get; private set; }

    /// <param name="executions">How many runs.</param>
    /// <param name="until">Stops earlier when this says so; null for never.</param>
    public void Go(long executions, Func<bool>? until = null)
    {
        var random = new FuzzRandom(FuzzRandom.SeedOf(target.Name, seed));
        var mutator = new Mutator(random, target.MaxBytes);
        var coverage = new Coverage();
        using var trial = new Trial(target, maxTime ?? Trial.MaxTime);
        foreach (var input in target.Seeds(corpus))
        {
            var first = input.Length > target.MaxBytes ? input[..target.MaxBytes] : input;
            // What happens once (static tables, compilation) is neither this input's time nor its memory.
            TryOnce(first);
            Try(trial, coverage, first);
            _kept.Add(first);
        }
        Seeds = _kept.Count;
        while (Executions < executions && _faults.Count < MaxFaults && until?.Invoke() != true)
        {
            var input = mutator.Mutate(Pick(random), Pick(random));
            if (Try(trial, coverage, input) && _kept.Count < MaxKept)
            {
                _kept.Add(input.ToArray());
            }
        }
        Edges = coverage.Edges;
        LongestRun = TimeSpan.FromTicks(trial.LongestTicks);
        MostAllocated = trial.MostAllocated;
    }

    /// <summary>Half of the time one of those found last, which went where others did not.</summary>
    private byte[] Pick(FuzzRandom random) =>
        random.OneIn(2) ? _kept[random.Below(_kept.Count)] : _kept[_kept.Count - 1 - random.Small(_kept.Count)];

    private void TryOnce(ReadOnlySpan<byte> input)
    {
        try
        {
            target.Run(input);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // It will be thrown again when it is counted.
        }
    }

    private bool Try(Trial trial, Coverage coverage, ReadOnlySpan<byte> input)
    {
        Coverage.Begin();
        var fault = trial.Run(input);
        Executions++;
        var isNew = coverage.TakeNew();
        if (fault is not null && !_faults.ContainsKey(fault.Key))
        {
            _faults.Add(fault.Key, fault);
            _faults[fault.Key] = Minimiser.Shrink(fault, trial);
        }
        return isNew;
    }
}
