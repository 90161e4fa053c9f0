namespace Portal.Analysis.Detectors.Events;

/// <summary>
/// A list of (source, object) pairs as one parameter of a query: only the pairs that a finding is about are joined again
/// with the records.
/// </summary>
internal static class SubjectKeys
{
    /// <summary>The pairs of the parameter <c>$keys</c>, to be appended to the common table expressions.</summary>
    public const string Wanted = """
        , wanted AS (
            SELECT split_part(pair, chr(30), 1) AS src, split_part(pair, chr(30), 2) AS object
            FROM (SELECT unnest(string_split($keys, chr(31))) AS pair)
        )
        """;

    public static string Join(IEnumerable<(string Source, string Object)> keys) =>
        string.Join('\u001f', keys.Select(key => $"{key.Source}\u001e{key.Object}"));
}
