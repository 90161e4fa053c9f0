using System.Globalization;

namespace Portal.Benchmarks.Processes;

/// <summary>
/// <c>analyze CAPTURE [ROUNDS]</c>: <c>portal analyze</c> against <c>tshark -q -z conv,tcp</c> on the same capture in the same
/// run, turn by turn, whole processes; prints the ratio of the medians. Exit 1 below the target of ten.
/// </summary>
internal sealed class AnalyzeBenchmark : IBenchmark
{
    private const double Target = 10;

    public string Verb => "analyze";

    public int Run(IReadOnlyList<string> arguments)
    {
        if (arguments.Count is 0 or > 2)
        {
            Console.Error.WriteLine("analyze CAPTURE [ROUNDS]");
            return 2;
        }
        var capture = arguments[0];
        var rounds = arguments.Count > 1 ? int.Parse(arguments[1], CultureInfo.InvariantCulture) : 3;
        var portal = Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "portal.exe" : "portal");
        var (ours, theirs) = (new List<TimeSpan>(), new List<TimeSpan>());
        for (var round = 0; round < rounds; round++)
        {
            Take(ours, MeasuredProcess.Run("portal analyze", portal, "analyze", capture, "--json"));
            Take(theirs, MeasuredProcess.Run("tshark -q -z conv,tcp", "tshark", "-q", "-r", capture, "-z", "conv,tcp"));
        }
        if (ours.Count == 0 || theirs.Count == 0)
        {
            return 2;
        }
        var ratio = Median(theirs) / Median(ours);
        Console.WriteLine(
            string.Create(CultureInfo.InvariantCulture, $"{ratio:0.0} times as fast as tshark (target {Target:0})")
        );
        return ratio >= Target ? 0 : 1;
    }

    private static void Take(List<TimeSpan> times, MeasuredProcess? process)
    {
        if (process is { ExitCode: 0 or 4 })
        {
            Console.WriteLine(process);
            times.Add(process.Elapsed);
        }
        else if (process is not null)
        {
            Console.WriteLine($"{process} (not counted)");
        }
    }

    private static TimeSpan Median(List<TimeSpan> times) => times.Order().ElementAt(times.Count / 2);
}
