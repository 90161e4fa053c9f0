using System.Security.Claims;
using System.Text;
using Portal.Cases.Records;
using Portal.Traffic;
using Portal.Traffic.Records;
using Portal.Web.Security;

namespace Portal.Web.Api;

/// <summary>The record tables of a case: flows are the table <c>conn</c>.</summary>
internal sealed class TablesResource : IApiResource
{
    public void Map(RouteGroupBuilder api)
    {
        var group = api.MapGroup("/cases/{caseId:int}").WithTags("Tables");
        group.MapGet("/tables", TablesAsync);
        group.MapGet("/tables/{table}", TableAsync);
        group.MapGet("/tables/{table}/rows", RowsAsync);
        group.MapGet("/tables/{table}/rows.csv", CsvAsync);
        group.MapPost("/query", QueryAsync);
    }

    private static async Task<IEnumerable<TableView>> TablesAsync(
        ClaimsPrincipal user,
        RecordRows rows,
        int caseId,
        CancellationToken cancellation
    ) => (await rows.TablesAsync(caseId, user.ToActor(), cancellation)).Select(TableView.Of);

    private static async Task<TableView> TableAsync(
        ClaimsPrincipal user,
        RecordRows rows,
        int caseId,
        string table,
        CancellationToken cancellation
    ) => TableView.Of(await rows.TableAsync(caseId, table, user.ToActor(), cancellation));

    private static async Task<RowsView> RowsAsync(
        ClaimsPrincipal user,
        RecordRows rows,
        int caseId,
        string table,
        [AsParameters] Wanted wanted,
        [AsParameters] Window window,
        CancellationToken cancellation
    )
    {
        var page = await rows.ReadAsync(caseId, user.ToActor(), wanted.ToQuery(table), window.Request, cancellation);
        return RowsView.Of(page);
    }

    private static async Task CsvAsync(
        HttpContext context,
        RecordRows rows,
        int caseId,
        string table,
        [AsParameters] Wanted wanted
    )
    {
        var query = wanted.ToQuery(table);
        // Refused before the first byte, so that a wrong filter is an error and not an empty file.
        await rows.CheckAsync(caseId, context.User.ToActor(), query, context.RequestAborted);
        context.Response.ContentType = "text/csv; charset=utf-8";
        context.Response.Headers.ContentDisposition = $"attachment; filename=\"case-{caseId}-{table}.csv\"";
        await using var output = new StreamWriter(context.Response.Body, new UTF8Encoding(false), 64 * 1024);
        await rows.WriteCsvAsync(caseId, context.User.ToActor(), query, output, context.RequestAborted);
    }

    private static async Task<QueryView> QueryAsync(
        ClaimsPrincipal user,
        RecordRows rows,
        int caseId,
        Sql sql,
        CancellationToken cancellation
    )
    {
        var result = await rows.QueryAsync(caseId, user.ToActor(), sql.Text, cancellation);
        return new QueryView(result.Columns, result.Types, result.Rows, result.IsCut);
    }

    /// <param name="Columns">Names joined by commas.</param>
    /// <param name="Filter">Conditions as <c>id.orig_h==10.1.5.42</c>; all must hold.</param>
    /// <param name="From">ISO 8601 with a zone.</param>
    private sealed record Wanted(
        string? Columns,
        string[]? Filter,
        string? Search,
        string? From,
        string? Until,
        string? Evidence,
        string? Sort,
        bool? Descending
    )
    {
        public RecordQuery ToQuery(string table) =>
            new()
            {
                Table = table,
                Columns =
                    Columns?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [],
                Filters = [.. (Filter ?? []).Select(RecordFilter.Parse)],
                Search = Search,
                From = ApiTime.Parse(From),
                Until = ApiTime.Parse(Until),
                Evidence = Evidence,
                Sort = Sort,
                IsDescending = Descending ?? false,
            };
    }

    private sealed record Sql(string Text);

    private sealed record ColumnView(string Name, string Type);

    private sealed record TableView(string Name, long Rows, IEnumerable<ColumnView> Columns)
    {
        public static TableView Of(RecordTable table) =>
            new(
                table.Name,
                table.Rows,
                table.Columns.Select(column => new ColumnView(column.Name, column.ZeekTypeName))
            );
    }

    /// <param name="Items">One object for each row, with its set columns by name; times are ISO 8601.</param>
    private sealed record RowsView(IReadOnlyList<Dictionary<string, object>> Items, long Total, long Skip)
    {
        public static RowsView Of(RecordPage page) =>
            new([.. page.Rows.Select(row => Named(page.Columns, row))], page.Total, page.Skip);

        private static Dictionary<string, object> Named(IReadOnlyList<ColumnDefinition> columns, object?[] row)
        {
            var named = new Dictionary<string, object>(StringComparer.Ordinal);
            for (var i = 0; i < row.Length; i++)
            {
                if (row[i] is { } value)
                {
                    var isTime = columns[i] is { Type: ZeekType.Time, Container: ZeekContainer.None };
                    named[columns[i].Name] = isTime && value is long time ? UnixTime.ToIso(time) : value;
                }
            }
            return named;
        }
    }

    private sealed record QueryView(
        IReadOnlyList<string> Columns,
        IReadOnlyList<string> Types,
        IReadOnlyList<object?[]> Rows,
        bool IsCut
    );
}
