using DuckDB.NET.Data;
using Portal.Cases.Accounts;
using Portal.Cases.Paging;
using Portal.Cases.Records;

namespace Portal.Web.Pages.Hosts;

/// <summary>Reads the hosts of a case off its flows.</summary>
public sealed class HostsQuery(CaseRecords records)
{
    /// <summary>Shown at once; a search narrows the rest.</summary>
    private const int MaxHosts = 500;
    private const int MaxPeers = 50;
    private const int MaxNames = 50;

    public async Task<HostList> ListAsync(
        int caseId,
        string? text,
        HostSort sort,
        bool isDescending,
        Actor actor,
        CancellationToken cancellation
    )
    {
        using var lease = await records.OpenAsync(caseId, actor, cancellation);
        if (!lease.Database.HasRows("conn"))
        {
            return new HostList([], 0);
        }
        var sql = HostSql.Hosts(lease.Database, sort, isDescending, MaxHosts);
        var pattern = string.IsNullOrWhiteSpace(text) ? null : $"%{LikePattern.Escape(text.Trim())}%";
        var total = 0L;
        var hosts = await Task.Run(
            () =>
                lease
                    .Database.Query(
                        sql,
                        reader =>
                        {
                            total = reader.GetInt64(9);
                            return Host(reader);
                        },
                        cancellation,
                        ("text", pattern)
                    )
                    .ToList(),
            cancellation
        );
        return new HostList(hosts, total);
    }

    /// <summary>Names and peers of one address.</summary>
    public async Task<(IReadOnlyList<NameRow> Names, IReadOnlyList<PeerRow> Peers)> DetailAsync(
        int caseId,
        string host,
        Actor actor,
        CancellationToken cancellation
    )
    {
        using var lease = await records.OpenAsync(caseId, actor, cancellation);
        var database = lease.Database;
        return await Task.Run<(IReadOnlyList<NameRow>, IReadOnlyList<PeerRow>)>(
            () =>
            {
                var names = HostSql.NamesOf(database, MaxNames) is { } sql
                    ? database.Query(sql, Name, cancellation, ("host", host)).ToList()
                    : [];
                return (names, database.Query(HostSql.Peers(MaxPeers), Peer, cancellation, ("host", host)).ToList());
            },
            cancellation
        );
    }

    private static HostRow Host(DuckDBDataReader reader) =>
        new(
            reader.GetString(0),
            reader.IsDBNull(1) ? null : reader.GetBoolean(1),
            reader.GetInt64(2),
            reader.GetInt64(3),
            reader.GetInt64(4),
            reader.GetInt64(5),
            reader.GetInt64(6),
            reader.GetInt64(7),
            reader.GetString(8).Split('\u001f', StringSplitOptions.RemoveEmptyEntries)
        );

    private static NameRow Name(DuckDBDataReader reader) =>
        new(
            reader.GetString(0),
            reader.GetString(1),
            reader.GetInt64(2),
            reader.IsDBNull(3) ? 0 : reader.GetInt64(3),
            reader.IsDBNull(4) ? 0 : reader.GetInt64(4)
        );

    private static PeerRow Peer(DuckDBDataReader reader) =>
        new(
            reader.GetString(0),
            reader.IsDBNull(1) ? "" : reader.GetString(1),
            reader.GetInt64(2),
            reader.GetInt64(3),
            reader.GetInt64(4),
            reader.GetInt64(5),
            reader.GetInt64(6)
        );
}
