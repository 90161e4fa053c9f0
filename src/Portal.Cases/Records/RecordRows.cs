using System.Globalization;
using DuckDB.NET.Data;
using Portal.Analysis.Store;
using Portal.Cases.Accounts;
using Portal.Cases.Paging;
using Portal.Cases.Refusals;

namespace Portal.Cases.Records;

/// <summary>Reads the record tables of a case, a window at a time; what a table page and its API twin show.</summary>
public sealed class RecordRows(CaseRecords records)
{
    /// <summary>Longer than a scan of tens of millions of rows takes.</summary>
    private static readonly TimeSpan s_userQueryLimit = TimeSpan.FromSeconds(60);

    /// <summary>Rows of one file for a spreadsheet, which takes about a million.</summary>
    public const int MaxExportRows = 1_000_000;

    /// <summary>All tables with rows, in alphabetical order.</summary>
    public async Task<IReadOnlyList<RecordTable>> TablesAsync(int caseId, Actor actor, CancellationToken cancellation)
    {
        using var lease = await records.OpenAsync(caseId, actor, cancellation);
        return
        [
            .. lease
                .Database.Tables.Where(lease.Database.HasRows)
                .Select(name => new RecordTable(name, lease.Database.RowCount(name), Ordered(lease.Database, name))),
        ];
    }

    /// <summary>The columns of a table, those that the evidence has first; refused when there is no such table.</summary>
    public async Task<RecordTable> TableAsync(int caseId, string table, Actor actor, CancellationToken cancellation)
    {
        using var lease = await records.OpenAsync(caseId, actor, cancellation);
        return lease.Database.Columns(table).Count > 0
            ? new RecordTable(table, lease.Database.RowCount(table), Ordered(lease.Database, table))
            : throw RefusedException.NotFound($"The table {table}");
    }

    /// <exception cref="RefusedException">The query names what is not there, or compares what cannot be compared.</exception>
    public async Task CheckAsync(int caseId, Actor actor, RecordQuery query, CancellationToken cancellation)
    {
        using var lease = await records.OpenAsync(caseId, actor, cancellation);
        _ = new RecordSql(lease.Database, query);
    }

    public async Task<RecordPage> ReadAsync(
        int caseId,
        Actor actor,
        RecordQuery query,
        PageRequest page,
        CancellationToken cancellation
    )
    {
        using var lease = await records.OpenAsync(caseId, actor, cancellation);
        var window = page.Bounded();
        return await Task.Run(
            () =>
            {
                var sql = new RecordSql(lease.Database, query);
                var total = lease
                    .Database.Query(sql.Count, reader => reader.GetInt64(0), cancellation, sql.Parameters)
                    .First();
                var rows = lease
                    .Database.Query(sql.Rows(window.Skip, window.Take), Row, cancellation, sql.Parameters)
                    .ToList();
                return new RecordPage(sql.Columns, rows, total, window.Skip);
            },
            cancellation
        );
    }

    /// <summary>
    /// Writes all matching rows, at most <see cref="MaxExportRows"/>, as CSV (RFC 4180) with a header. Text that a spreadsheet
    /// would take for a formula is preceded by an apostrophe.
    /// </summary>
    public async Task WriteCsvAsync(
        int caseId,
        Actor actor,
        RecordQuery query,
        TextWriter output,
        CancellationToken cancellation
    )
    {
        using var lease = await records.OpenAsync(caseId, actor, cancellation);
        var sql = new RecordSql(lease.Database, query);
        await output.WriteAsync(
            string.Join(',', sql.Columns.Select(column => CsvField.Of(column.Name))).AsMemory(),
            cancellation
        );
        await output.WriteAsync("\r\n".AsMemory(), cancellation);
        foreach (var row in lease.Database.Query(sql.Rows(0, MaxExportRows), Row, cancellation, sql.Parameters))
        {
            var fields = sql.Columns.Select((column, index) => CsvField.Of(row[index], column));
            await output.WriteAsync(string.Join(',', fields).AsMemory(), cancellation);
            await output.WriteAsync("\r\n".AsMemory(), cancellation);
        }
    }

    /// <summary>One SELECT that a person wrote, read-only.</summary>
    /// <exception cref="RefusedException">The statement is none, is wrong, or takes too long; the message says which.</exception>
    public async Task<QueryResult> QueryAsync(int caseId, Actor actor, string sql, CancellationToken cancellation)
    {
        using var lease = await records.OpenAsync(caseId, actor, cancellation);
        try
        {
            return await Task.Run(
                () => lease.Database.UserQuery(sql, PageRequest.MaxTake, s_userQueryLimit, cancellation),
                cancellation
            );
        }
        catch (QueryRefusedException refused)
        {
            throw RefusedException.Invalid("sql", refused.Message);
        }
    }

    private static IReadOnlyList<Traffic.Records.ColumnDefinition> Ordered(RecordDatabase database, string table) =>
        [
            .. database
                .StoredColumns(table)
                .Concat(database.Columns(table))
                .DistinctBy(column => column.Name, StringComparer.OrdinalIgnoreCase),
        ];

    private static object?[] Row(DuckDBDataReader reader)
    {
        var row = new object?[reader.FieldCount];
        for (var i = 0; i < row.Length; i++)
        {
            row[i] = reader.IsDBNull(i) ? null : Plain(reader.GetValue(i));
        }
        return row;
    }

    private static object Plain(object value) =>
        value switch
        {
            sbyte or byte or short or ushort or int or uint => Convert.ToInt64(value, CultureInfo.InvariantCulture),
            float number => (double)number,
            _ => value,
        };
}
