namespace Portal.Analysis.Detectors.DnsTunnelling;

/// <summary>A zone whose names carry data by design, such as a block list that is asked about addresses.</summary>
/// <param name="Zone">Its subdomains belong to it.</param>
/// <param name="Kind">For example <c>block list</c>.</param>
/// <param name="Who">Who runs it.</param>
public sealed record DataCarryingZone(string Zone, string Kind, string Who)
{
    private static readonly Lazy<Dictionary<string, DataCarryingZone>> s_zones = new(() =>
        EmbeddedLines
            .Read("data-carrying-zones.tsv")
            .Select(line => line.Split('\t'))
            .Select(fields => new DataCarryingZone(fields[0], fields[1], fields[2]))
            .ToDictionary(zone => zone.Zone)
    );

    /// <summary>The zone that a name lies in, by whole labels; null where none is known.</summary>
    public static DataCarryingZone? Of(string name)
    {
        var rest = name;
        while (rest.Length > 0)
        {
            if (s_zones.Value.TryGetValue(rest, out var zone))
            {
                return zone;
            }
            var dot = rest.IndexOf('.', StringComparison.Ordinal);
            rest = dot < 0 ? "" : rest[(dot + 1)..];
        }
        return null;
    }
}
