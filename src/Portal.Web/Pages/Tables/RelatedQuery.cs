using Portal.Cases.Accounts;
using Portal.Cases.Records;
using Portal.Traffic.Records;

namespace Portal.Web.Pages.Tables;

/// <summary>Finds what other tables say about the flow of a row.</summary>
public sealed class RelatedQuery(CaseRecords records)
{
    /// <summary>Tables that have rows of the same flow, with their numbers.</summary>
    public async Task<IReadOnlyList<(string Table, long Rows)>> ForUidAsync(
        int caseId,
        string uid,
        Actor actor,
        CancellationToken cancellation
    )
    {
        using var lease = await records.OpenAsync(caseId, actor, cancellation);
        var database = lease.Database;
        var parts = database
            .Tables.Where(table =>
                database.HasRows(table)
                && database
                    .StoredColumns(table)
                    .Any(column => column.Name == "uid" && column.Container == ZeekContainer.None)
            )
            .Select(table => $"SELECT '{table}' AS name, count(*) AS n FROM \"{table}\" WHERE uid = $uid")
            .ToList();
        if (parts.Count == 0)
        {
            return [];
        }
        var sql = $"SELECT * FROM ({string.Join(" UNION ALL ", parts)}) WHERE n > 0 ORDER BY name";
        return await Task.Run(
            () =>
                database
                    .Query(sql, reader => (reader.GetString(0), reader.GetInt64(1)), cancellation, ("uid", uid))
                    .ToList(),
            cancellation
        );
    }
}
