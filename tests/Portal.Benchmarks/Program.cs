using Portal.Benchmarks;

var benchmarks = typeof(IBenchmark)
    .Assembly.GetTypes()
    .Where(type => type is { IsClass: true, IsAbstract: false } && type.IsAssignableTo(typeof(IBenchmark)))
    .Select(type => (IBenchmark)Activator.CreateInstance(type)!)
    .OrderBy(benchmark => benchmark.Verb, StringComparer.Ordinal)
    .ToList();
var chosen = benchmarks.Find(benchmark => args.Length > 0 && benchmark.Verb == args[0]);
if (chosen is null)
{
    Console.Error.WriteLine($"Usage: portal-benchmarks {string.Join('|', benchmarks.Select(item => item.Verb))} […]");
    return 2;
}
return chosen.Run(args[1..]);
