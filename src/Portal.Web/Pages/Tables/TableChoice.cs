using Portal.Cases.Records;
using Portal.Traffic.Records;

namespace Portal.Web.Pages.Tables;

/// <summary>What of a table is shown, as the address says it.</summary>
public sealed record TableChoice(string Table)
{
    /// <summary>Columns that fit a screen; the others are one click away.</summary>
    private const int ShownAtFirst = 14;

    private static readonly string[] s_hiddenAtFirst =
    [
        "evidence",
        "member",
        "line",
        "first_frame",
        "last_frame",
        "tunnel_parents",
        "ip_proto",
        "local_orig",
        "local_resp",
        "community_id",
    ];

    public IReadOnlyList<string> Filters { get; init; } = [];
    public string? Text { get; init; }

    /// <summary>A column, with <c>-</c> before it for descending.</summary>
    public string? Sort { get; init; }

    /// <summary>Names joined by commas; null for the usual ones.</summary>
    public string? Columns { get; init; }

    public RecordQuery ToQuery() =>
        new()
        {
            Table = Table,
            Filters = [.. Filters.Select(RecordFilter.Parse)],
            Search = Text,
            Sort = Sort?.TrimStart('-'),
            IsDescending = Sort?.StartsWith('-') ?? false,
        };

    /// <summary>Columns to show, in their order.</summary>
    public IReadOnlyList<ColumnDefinition> Shown(IReadOnlyList<ColumnDefinition> all)
    {
        if (Columns is null)
        {
            return [.. all.Where(column => !s_hiddenAtFirst.Contains(column.Name)).Take(ShownAtFirst)];
        }
        var wanted = Columns.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return [.. wanted.Select(name => all.FirstOrDefault(column => column.Name == name)).OfType<ColumnDefinition>()];
    }

    /// <summary>The same rows from the API as CSV; null columns give every column.</summary>
    public string CsvHref(int caseId, IReadOnlyList<ColumnDefinition>? columns)
    {
        var parts = new List<string>();
        if (columns is not null)
        {
            parts.Add($"columns={Uri.EscapeDataString(string.Join(',', columns.Select(column => column.Name)))}");
        }
        parts.AddRange(Filters.Select(filter => $"filter={Uri.EscapeDataString(filter)}"));
        if (!string.IsNullOrEmpty(Text))
        {
            parts.Add($"search={Uri.EscapeDataString(Text)}");
        }
        if (Sort is not null)
        {
            parts.Add(
                $"sort={Uri.EscapeDataString(Sort.TrimStart('-'))}&descending={(Sort.StartsWith('-') ? "true" : "false")}"
            );
        }
        return $"/api/v1/cases/{caseId}/tables/{Uri.EscapeDataString(Table)}/rows.csv?{string.Join('&', parts)}";
    }
}
