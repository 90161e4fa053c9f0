using DuckDB.NET.Data;
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

    private const string Below = """
        AND (rtrim(lower(query), '.') = $domain OR ends_with(rtrim(lower(query), '.'), '.' || $domain))
        """;

    private const string QuestionsSql = $"""
        WITH asked AS (
            SELECT epoch_ns(ts) AS time, rtrim(lower(query), '.') AS name, upper(coalesce(qtype_name, '?')) AS type, rcode_name,
                answers, "id.resp_h" AS resolver, first_frame, line
            {Asked} AND "id.orig_h" = $client {Below}
        ),
        contacted AS (
            SELECT DISTINCT a.name
            FROM (SELECT time, name, unnest(answers) AS address FROM asked WHERE type IN ('A', 'AAAA')) a
            JOIN conn c ON c."id.orig_h" = $client AND c."id.resp_h" = a.address
                AND epoch_ns(c.ts) BETWEEN a.time AND a.time + 120000000000
        )
        SELECT time, name, type, rcode_name, array_to_string(answers, chr(31)), resolver,
            name IN (SELECT name FROM contacted)
        FROM asked ORDER BY time, name, type, first_frame, line
        """;

    /// <summary>Ends in <c>cited</c>: the questions of one client below one domain.</summary>
    public const string Cited = $"""
        WITH cited AS (
            SELECT $client AS subject, evidence, ts, first_frame, first_frame AS last_frame, line, uid,
                CASE WHEN last_frame > first_frame THEN 2 ELSE 1 END AS packets,
                CAST(NULL AS BIGINT) AS flow_first_frame, CAST(NULL AS BIGINT) AS flow_last_frame
            {Asked} AND "id.orig_h" = $client {Below}
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

    public TunnelFeatures Read(string client, string domain, CancellationToken cancellation)
    {
        // A domain's own names would make what it carries look ordinary.
        var model = _ordinary.Without(_ordinaryNames.GetValueOrDefault(domain, []));
        var questions = database.Query(
            QuestionsSql,
            ReadQuestion,
            cancellation,
            ("client", client),
            ("domain", domain)
        );
        return new TunnelFeatures(client, domain, questions, model);
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

    private static DnsQuestion ReadQuestion(DuckDBDataReader row) =>
        new(
            row.GetInt64(0),
            row.GetString(1),
            row.GetString(2),
            row.IsDBNull(3) ? null : row.GetString(3),
            row.IsDBNull(4) ? [] : row.GetString(4).Split('\u001f', StringSplitOptions.RemoveEmptyEntries),
            row.IsDBNull(5) ? null : row.GetString(5),
            row.GetBoolean(6)
        );
}
