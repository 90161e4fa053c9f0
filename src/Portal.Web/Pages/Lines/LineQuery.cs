using Portal.Cases.Accounts;
using Portal.Cases.Records;

namespace Portal.Web.Pages.Lines;

/// <summary>Finds the record that a line of a log became.</summary>
public sealed class LineQuery(CaseRecords records)
{
    /// <summary>Tables with a record of that line; one, unless an archive holds several logs.</summary>
    public async Task<IReadOnlyList<string>> TablesAsync(
        int caseId,
        string sha256,
        long line,
        Actor actor,
        CancellationToken cancellation
    )
    {
        using var lease = await records.OpenAsync(caseId, actor, cancellation);
        var database = lease.Database;
        var parts = database
            .Tables.Where(database.HasRows)
            .Select(table =>
                $"SELECT '{table}' AS name, count(*) AS n FROM \"{table}\" WHERE evidence = $evidence AND line = $line"
            )
            .ToList();
        if (parts.Count == 0)
        {
            return [];
        }
        var sql = $"SELECT name FROM ({string.Join(" UNION ALL ", parts)}) WHERE n > 0 ORDER BY name";
        return await Task.Run(
            () =>
                database
                    .Query(sql, reader => reader.GetString(0), cancellation, ("evidence", sha256), ("line", line))
                    .ToList(),
            cancellation
        );
    }
}
