using System.Diagnostics;
using System.Runtime.ExceptionServices;

namespace Portal.Fuzz.Engine;

/// <summary>Runs a target once and judges it.</summary>
internal sealed class Trial : IDisposable
{
    /// <summary>A tenth of a second for some kilobytes: a file of such inputs would take hours.</summary>
    public static readonly TimeSpan MaxTime = TimeSpan.FromMilliseconds(100);

    /// <summary>A busy machine makes any run slow now and then, but not the same one each time.</summary>
    private const int Remeasurements = 4;

    private readonly FuzzTarget _target;
    private readonly TimeSpan _maxTime;
    private Exception? _thrown;

    /// <param name="target">What is tried.</param>
    /// <param name="maxTime">Of one run, by the clock on the wall.</param>
    public Trial(FuzzTarget target, TimeSpan maxTime)
    {
        (_target, _maxTime) = (target, maxTime);
        AppDomain.CurrentDomain.FirstChanceException += Note;
    }

    public long LongestTicks { get; private set; }

    public long MostAllocated { get; private set; }

    /// <summary>Null when the target bore the input.</summary>
    public Fault? Run(ReadOnlySpan<byte> input)
    {
        var (ticks, allocated, exception) = Measure(input);
        if (exception is not null)
        {
            // The engine catches errors of plug-ins and only counts them: the one thrown first says more.
            var cause = exception is CaughtErrorException && _thrown is not null ? _thrown : exception;
            return new Fault(_target.Name, cause.GetType().Name, PlaceOf(cause), cause.ToString(), input.ToArray());
        }
        for (var again = 0; again < Remeasurements && IsTooMuch(ticks, allocated); again++)
        {
            var (ticksAgain, allocatedAgain, _) = Measure(input);
            (ticks, allocated) = (Math.Min(ticks, ticksAgain), Math.Min(allocated, allocatedAgain));
        }
        LongestTicks = Math.Max(LongestTicks, ticks);
        MostAllocated = Math.Max(MostAllocated, allocated);
        if (allocated > _target.MaxAllocatedBytes)
        {
            return new Fault(_target.Name, "memory", "", $"{allocated} bytes allocated", input.ToArray());
        }
        return ticks > _maxTime.Ticks
            ? new Fault(_target.Name, "slow", "", $"{ticks / TimeSpan.TicksPerMillisecond} ms", input.ToArray())
            : null;
    }

    public void Dispose() => AppDomain.CurrentDomain.FirstChanceException -= Note;

    /// <summary>A fifth already, so that the figures of a run are of the code and not of the machine.</summary>
    private bool IsTooMuch(long ticks, long allocated) =>
        ticks > _maxTime.Ticks / 5 || allocated > _target.MaxAllocatedBytes;

    private (long Ticks, long Allocated, Exception? Exception) Measure(ReadOnlySpan<byte> input)
    {
        _thrown = null;
        var before = GC.GetAllocatedBytesForCurrentThread();
        var start = Stopwatch.GetTimestamp();
        Exception? caught = null;
        try
        {
            _target.Run(input);
        }
        catch (Exception exception)
        {
            caught = exception;
        }
        var ticks = Stopwatch.GetElapsedTime(start).Ticks;
        return (ticks, GC.GetAllocatedBytesForCurrentThread() - before, caught);
    }

    private void Note(object? sender, FirstChanceExceptionEventArgs thrown) =>
        _thrown = thrown.Exception is CaughtErrorException ? _thrown : thrown.Exception;

    /// <summary>The innermost method of the portal's own.</summary>
    private static string PlaceOf(Exception exception) =>
        new StackTrace(exception, fNeedFileInfo: false)
            .GetFrames()
            .Select(frame => frame.GetMethod())
            .FirstOrDefault(method =>
                method?.DeclaringType?.FullName?.StartsWith("Portal.", StringComparison.Ordinal) == true
            )
            is { } place
            ? $"{place.DeclaringType!.Name}.{place.Name}"
            : "outside";
}
