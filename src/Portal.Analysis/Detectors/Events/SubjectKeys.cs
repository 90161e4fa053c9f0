using System.Text;

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
            SELECT decode(unhex(split_part(pair, ':', 1))) AS src, decode(unhex(split_part(pair, ':', 2))) AS object
            FROM (SELECT unnest(string_split($keys, ',')) AS pair) WHERE pair <> ''
        )
        """;

    public static string Join(IEnumerable<(string Source, string Object)> keys) =>
        string.Join(',', keys.Select(key => $"{Hex(key.Source)}:{Hex(key.Object)}"));

    /// <summary>Names from the wire may hold any character, also one that separates.</summary>
    private static string Hex(string text) => Convert.ToHexString(Encoding.UTF8.GetBytes(text));
}
