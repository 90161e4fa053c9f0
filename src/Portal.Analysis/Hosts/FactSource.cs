namespace Portal.Analysis.Hosts;

/// <summary>One way in which records tell facts about hosts.</summary>
/// <param name="Kind">For people, for example <c>DHCP host name</c>.</param>
/// <param name="Table">The table that says so; without rows the source is left out.</param>
/// <param name="Host">SQL: the address that it is about.</param>
/// <param name="Value">SQL: what is said.</param>
/// <param name="From">SQL behind FROM when it is more than the table, which is then called <c>r</c>.</param>
/// <param name="Where">SQL: which rows tell it; null for all.</param>
/// <param name="Accepted">SQL: a verdict; null for facts that have none.</param>
/// <param name="Needs">A column that only some sensors write; without it the source is left out.</param>
internal sealed record FactSource(
    string Kind,
    string Table,
    string Host,
    string Value,
    string? From = null,
    string? Where = null,
    string? Accepted = null,
    string? Needs = null
)
{
    /// <summary><c>host, value, kind, table_name, t, accepted, place</c>.</summary>
    /// <param name="hasUid">The table knows the flow of its rows; that of leases and certificates does not.</param>
    public string Sql(bool hasUid) =>
        $$"""
            SELECT {{Host}} AS host, {{Value}} AS value, '{{Kind}}' AS kind, '{{Table}}' AS table_name, epoch_ns(r.ts) AS t,
                   {{Accepted ?? "NULL"}}::BOOLEAN AS accepted,
                   {'evidence': r.evidence, 'frame': r.first_frame, 'line': r.line, 'uid': {{(
                hasUid ? "r.uid" : "NULL::VARCHAR"
            )}}} AS place
            FROM {{From ?? $"{Table} r"}} WHERE {{Where ?? "true"}}
            """;
}
