using Portal.Analysis.Store;

namespace Portal.Analysis.Reports;

/// <summary>Asks the records how much of the traffic they show.</summary>
public static class CoverageQuery
{
    public static Coverage Read(RecordDatabase database, CancellationToken cancellation = default)
    {
        const string Sql = """
            SELECT count(*),
              count(*) FILTER (coalesce(orig_pkts, 0) = 0 OR coalesce(resp_pkts, 0) = 0),
              CAST(coalesce(sum(coalesce(orig_bytes, 0) + coalesce(resp_bytes, 0)), 0) AS BIGINT),
              CAST(coalesce(sum(missed_bytes), 0) AS BIGINT),
              CAST(coalesce(sum(coalesce(orig_bytes, 0) + coalesce(resp_bytes, 0))
                FILTER (regexp_matches(coalesce(service, ''), '(^|,)(ssl|ssh|quic|dtls)(,|$)')), 0) AS BIGINT)
            FROM conn
            """;
        return database
            .Query(
                Sql,
                reader => new Coverage(
                    reader.GetInt64(0),
                    reader.GetInt64(1),
                    reader.GetInt64(2),
                    reader.GetInt64(3),
                    reader.GetInt64(4)
                ),
                cancellation
            )
            .Single();
    }
}
