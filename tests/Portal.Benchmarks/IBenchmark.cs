namespace Portal.Benchmarks;

/// <summary>One measurement with a verb; found by a scan of this assembly.</summary>
internal interface IBenchmark
{
    string Verb { get; }

    /// <summary>Measures and prints; the exit code says whether the targets were met.</summary>
    int Run(IReadOnlyList<string> arguments);
}
