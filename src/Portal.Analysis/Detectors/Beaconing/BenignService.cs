namespace Portal.Analysis.Detectors.Beaconing;

/// <summary>A service that is known to be polled on a timer.</summary>
/// <param name="Domain">The domain; its subdomains belong to it.</param>
/// <param name="Kind">For example <c>software update</c>.</param>
/// <param name="Who">For example <c>Windows Update</c>.</param>
public sealed record BenignService(string Domain, string Kind, string Who)
{
    private const string Resource = "Portal.Analysis.Detectors.Beaconing.benign-services.tsv";

    private static readonly Lazy<Dictionary<string, BenignService>> s_byDomain = new(Read);

    /// <summary>The service of a name, by whole labels; null where none is known.</summary>
    public static BenignService? Of(string name)
    {
        var rest = name;
        while (rest.Length > 0)
        {
            if (s_byDomain.Value.TryGetValue(rest, out var service))
            {
                return service;
            }
            var dot = rest.IndexOf('.', StringComparison.Ordinal);
            rest = dot < 0 ? "" : rest[(dot + 1)..];
        }
        return null;
    }

    private static Dictionary<string, BenignService> Read()
    {
        using var stream =
            typeof(BenignService).Assembly.GetManifestResourceStream(Resource)
            ?? throw new InvalidOperationException($"The embedded file {Resource} is missing.");
        using var reader = new StreamReader(stream);
        var services = new Dictionary<string, BenignService>();
        while (reader.ReadLine() is { } line)
        {
            if (line.Length > 0 && line[0] != '#')
            {
                var fields = line.Split('\t');
                services.Add(fields[0], new BenignService(fields[0], fields[1], fields[2]));
            }
        }
        return services;
    }
}
