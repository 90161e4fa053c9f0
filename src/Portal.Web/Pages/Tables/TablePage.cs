using Microsoft.AspNetCore.Components;
using Portal.Cases.Accounts;
using Portal.Cases.Live;
using Portal.Cases.Records;
using Portal.Web.Layout;

namespace Portal.Web.Pages.Tables;

/// <summary>A page around one record table; its state is the same in every such page's address.</summary>
public abstract class TablePage : CasePage
{
    [SupplyParameterFromQuery(Name = "filter")]
    public string[]? FilterTexts { get; set; }

    [SupplyParameterFromQuery]
    public string? Text { get; set; }

    [SupplyParameterFromQuery]
    public string? Sort { get; set; }

    [SupplyParameterFromQuery]
    public string? Columns { get; set; }

    [Inject]
    protected RecordRows Rows { get; set; } = null!;

    /// <summary>Counts the times that the records of the case changed while the page was open.</summary>
    protected int Version { get; private set; }

    /// <summary>Tables of the case that have rows.</summary>
    protected IReadOnlyList<RecordTable> Tables { get; private set; } = [];

    protected TableChoice ChoiceOf(string table) =>
        new(table)
        {
            Filters = FilterTexts ?? [],
            Text = Text,
            Sort = Sort,
            Columns = Columns,
        };

    protected override bool Follows(CaseChangeKind kind) => kind is CaseChangeKind.Evidence;

    protected override async Task LoadAsync(Actor actor, CancellationToken cancellation)
    {
        var tables = await Rows.TablesAsync(CaseId, actor, cancellation);
        if (
            IsLoaded
            && !tables
                .Select(table => (table.Name, table.Rows))
                .SequenceEqual(Tables.Select(table => (table.Name, table.Rows)))
        )
        {
            Version++;
        }
        Tables = tables;
    }
}
