using DuckDB.NET.Data;
using Portal.Analysis.Detectors.Events;
using Portal.Analysis.Store;

namespace Portal.Analysis.Detectors.DnsTunnelling;

/// <summary>Finds the clients and domains with most text in names, and reads their questions.</summary>
internal sealed class TunnelReader(RecordDatabase database, DnsTunnellingOptions options)
{
    /// <summary>Pairs that are looked at closely, those with most text first.</summary>
    private const int MaxCandidates = 200;

    /// <summary>Pairs of client and domain that are counted; evidence with more is mostly scans.</summary>
    private const int MaxPairs = 1_000_000;

    /// <summary>Names that the model learns from: more do not sharpen it.</summary>
    private const int MaxOrdinary = 20_000;

    /// <summary>Multicast DNS, LLMNR and NetBIOS names stay on the own link: no tunnel leaves by them.</summary>
    private const string Asked = """
        FROM dns WHERE "id.orig_h" IS NOT NULL AND query IS NOT NULL AND ts IS NOT NULL
            AND coalesce("id.resp_p", 53) NOT IN (137, 5353, 5355)
        """;

    private const string NamesSql = $"""
        SELECT "id.orig_h", rtrim(lower(query), '.') AS name,
            CAST(coalesce(sum(length(array_to_string(answers, '')))
                FILTER (WHERE qtype_name IN ('TXT', 'NULL', 'CNAME', 'MX', 'SRV')), 0) AS BIGINT)
        {Asked} GROUP BY ALL ORDER BY ALL
        """;

    /// <summary>Ends in <c>asked</c>: the questions of the wanted clients below the wanted domains.</summary>
    private const string AskedBelow = $"""
        WITH lookups AS NOT MATERIALIZED (
            SELECT *, "id.orig_h" AS client, rtrim(lower(query), '.') AS name {Asked}
        )
        {SubjectKeys.Wanted}
        , asked AS (
            SELECT l.*, w.object AS domain FROM lookups l
            JOIN wanted w ON w.src = l.client AND (l.name = w.object OR ends_with(l.name, '.' || w.object))
        )
        """;

    private const string QuestionsSql = $"""
        {AskedBelow}
        , contacted AS (
            SELECT DISTINCT a.client, a.domain, a.name
            FROM (
                SELECT client, domain, epoch_ns(ts) AS time, name, unnest(answers) AS address FROM asked
                WHERE upper(qtype_name) IN ('A', 'AAAA')
            ) a
            JOIN conn c ON c."id.orig_h" = a.client AND c."id.resp_h" = a.address
                AND epoch_ns(c.ts) BETWEEN a.time AND a.time + 120000000000
        )
        SELECT client, domain, epoch_ns(ts) AS time, name, upper(coalesce(qtype_name, '?')) AS type, rcode_name,
            array_to_string(answers, chr(31)), "id.resp_h", c.name IS NOT NULL
        FROM asked LEFT JOIN contacted c USING (client, domain, name)
        ORDER BY client, domain, time, name, type, first_frame, line
        """;

    /// <summary>Ends in <c>cited</c>: the questions by client and domain.</summary>
    public const string Cited = $"""
        {AskedBelow}
        , cited AS (
            SELECT client || chr(30) || domain AS subject, evidence, ts, first_frame, first_frame AS last_frame, line, uid,
                CASE WHEN last_frame > first_frame THEN 2 ELSE 1 END AS packets,
                CAST(NULL AS BIGINT) AS flow_first_frame, CAST(NULL AS BIGINT) AS flow_last_frame
            FROM asked
        )
        """;

    private readonly Dictionary<string, HashSet<string>> _clients = [];

    /// <summary>Learned from names of domains of which few names were asked for.</summary>
    private readonly NameModel _ordinary = new();
    private readonly Dictionary<string, List<string>> _ordinaryNames = [];
    private int _ordinaryCount;
    private HashSet<string>? _othersSeen;

    /// <summary>Clients that asked below a domain.</summary>
    public IReadOnlyCollection<string> Clients(string domain) => _clients[domain];

    /// <summary>Pairs that carry enough text, most first.</summary>
    public List<(string Client, string Domain)> Candidates(CancellationToken cancellation)
    {
        var pairs =
            new Dictionary<(string Client, string Domain), (int Names, long Letters, long Answers, bool HasLong)>();
        foreach (
            var (client, name, answers) in database.Query(
                NamesSql,
                row => (row.GetString(0), row.GetString(1), row.GetInt64(2)),
                cancellation
            )
        )
        {
            if (RegisteredDomain.Of(name) is not { } domain)
            {
                continue;
            }
            var isKnown = pairs.TryGetValue((client, domain), out var pair);
            if (!isKnown && pairs.Count >= MaxPairs)
            {
                continue;
            }
            pairs[(client, domain)] = (
                pair.Names + 1,
                pair.Letters + name.Length - domain.Length,
                pair.Answers + answers,
                pair.HasLong || name.Split('.')[0].Length >= 24
            );
            if (!_clients.TryGetValue(domain, out var clients))
            {
                _clients.Add(domain, clients = []);
            }
            clients.Add(client);
            if (pair.Names < 5 && _ordinaryCount < MaxOrdinary)
            {
                LearnOrdinary(name, domain);
            }
        }
        return
        [
            .. pairs
                .Where(pair => IsCandidate(pair.Value))
                .OrderByDescending(pair => pair.Value.Letters + pair.Value.Answers)
                .ThenBy(pair => pair.Key.Client, StringComparer.Ordinal)
                .ThenBy(pair => pair.Key.Domain, StringComparer.Ordinal)
                .Take(MaxCandidates)
                .Select(pair => pair.Key),
        ];
    }

    /// <summary>
    /// Measures pairs one after the other, in the order of their names. Each must be left before the next is taken.
    /// </summary>
    public IEnumerable<TunnelFeatures> Read(
        IEnumerable<(string Client, string Domain)> pairs,
        CancellationToken cancellation
    )
    {
        using var rows = database
            .Query(QuestionsSql, ReadQuestion, cancellation, ("keys", SubjectKeys.Join(pairs)))
            .GetEnumerator();
        var isMore = rows.MoveNext();
        while (isMore)
        {
            var pair = rows.Current.Pair;
            yield return Measure(pair, Questions(pair));
        }

        IEnumerable<DnsQuestion> Questions((string, string) pair)
        {
            do
            {
                yield return rows.Current.Question;
                isMore = rows.MoveNext();
            } while (isMore && rows.Current.Pair == pair);
        }
    }

    /// <summary>Flows of a client that are not lookups: without any, nothing can be said of contacts.</summary>
    public bool HasOtherFlows(string client, CancellationToken cancellation)
    {
        _othersSeen ??=
        [
            .. database.Query(
                """SELECT DISTINCT "id.orig_h" FROM conn WHERE "id.resp_p" NOT IN (53, 5353, 5355) AND "id.orig_h" IS NOT NULL""",
                row => row.GetString(0),
                cancellation
            ),
        ];
        return _othersSeen.Contains(client);
    }

    /// <summary>A domain's own names would make what it carries look ordinary.</summary>
    private TunnelFeatures Measure((string Client, string Domain) pair, IEnumerable<DnsQuestion> questions)
    {
        var own = _ordinaryNames.GetValueOrDefault(pair.Domain, []);
        _ordinary.Forget(own);
        var features = new TunnelFeatures(pair.Client, pair.Domain, questions, _ordinary);
        _ordinary.Learn(own);
        return features;
    }

    private void LearnOrdinary(string name, string domain)
    {
        _ordinary.Learn(name);
        _ordinaryCount++;
        if (!_ordinaryNames.TryGetValue(domain, out var names))
        {
            _ordinaryNames.Add(domain, names = []);
        }
        names.Add(name);
    }

    /// <summary>A label that begins like an archive is looked at even if it is the only one.</summary>
    private bool IsCandidate((int Names, long Letters, long Answers, bool HasLong) pair) =>
        (pair.Names >= options.MinNames && pair.Letters >= options.MinBytes)
        || pair.Answers >= options.UsualBytes
        || (pair.HasLong && pair.Names < options.MinNames);

    private static ((string Client, string Domain) Pair, DnsQuestion Question) ReadQuestion(DuckDBDataReader row) =>
        (
            (row.GetString(0), row.GetString(1)),
            new(
                row.GetInt64(2),
                row.GetString(3),
                row.GetString(4),
                row.IsDBNull(5) ? null : row.GetString(5),
                row.IsDBNull(6) ? [] : row.GetString(6).Split('\u001f', StringSplitOptions.RemoveEmptyEntries),
                row.IsDBNull(7) ? null : row.GetString(7),
                row.GetBoolean(8)
            )
        );
}
