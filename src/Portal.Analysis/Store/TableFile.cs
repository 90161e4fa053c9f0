using Portal.Traffic.Records;

namespace Portal.Analysis.Store;

/// <summary>One Parquet file of a table with the columns that it has.</summary>
internal sealed record TableFile(string Path, IReadOnlyList<ColumnDefinition> Columns)
{
    public static TableFile Read(string path) => new(path, ParquetPart.ReadColumns(path));

    /// <summary>How the given columns are stored here: files of the same signature can be read together.</summary>
    public string Signature(IReadOnlySet<string> columns) =>
        string.Join(
            ' ',
            Columns
                .Where(column => columns.Contains(column.Name))
                .OrderBy(column => column.Name, StringComparer.OrdinalIgnoreCase)
                .Select(column => $"{column.Name.ToUpperInvariant()}:{column.SqlType()}")
        );
}
