using ParquetSharp;
using ParquetSharp.Schema;
using Portal.Traffic.Records;

namespace Portal.Analysis.Store;

/// <summary>
/// One Parquet file of a table. Its key-value metadata tell the table's name and Zeek's names and types of the columns
/// (<c>zeek.path</c>, <c>zeek.fields</c>, <c>zeek.types</c>, the latter two separated by tabs).
/// </summary>
internal sealed class ParquetPart : IDisposable
{
    private const string PathKey = "zeek.path";
    private const string FieldsKey = "zeek.fields";
    private const string TypesKey = "zeek.types";

    private readonly ParquetFileWriter _writer;

    public ParquetPart(string path, string table, IReadOnlyList<ColumnDefinition> columns)
    {
        Columns = columns;
        var nodes = columns.Select(ToNode).ToArray();
        using var schema = new GroupNode("schema", Repetition.Required, nodes);
        using var builder = new WriterPropertiesBuilder();
        builder.Compression(Compression.Zstd).CompressionLevel(1).CreatedBy("Network Investigation Portal");
        foreach (var (column, node) in columns.Zip(nodes))
        {
            // Values that hardly repeat gain nothing from a dictionary and cost its hashing.
            if (!column.IsList() && column.Storage() is ColumnStorage.Timestamp or ColumnStorage.Real)
            {
                builder.DisableDictionary(node.Path);
            }
        }
        using var properties = builder.Build();
        _writer = new ParquetFileWriter(
            path,
            schema,
            properties,
            new Dictionary<string, string>
            {
                [PathKey] = table,
                [FieldsKey] = string.Join('\t', columns.Select(column => column.Name)),
                [TypesKey] = string.Join('\t', columns.Select(column => column.ZeekTypeName)),
            }
        );
    }

    public IReadOnlyList<ColumnDefinition> Columns { get; }

    /// <summary>The columns of a written part.</summary>
    public static IReadOnlyList<ColumnDefinition> ReadColumns(string path)
    {
        using var reader = new ParquetFileReader(path);
        using var file = reader.FileMetaData;
        var names = file.KeyValueMetadata[FieldsKey].Split('\t');
        var types = file.KeyValueMetadata[TypesKey].Split('\t');
        return [.. names.Zip(types, (name, type) => ZeekTypeNames.TryParse(name, type)!)];
    }

    public void Append(IReadOnlyList<ColumnBuffer> columns)
    {
        using var group = _writer.AppendRowGroup();
        foreach (var column in columns)
        {
            column.WriteTo(group);
        }
    }

    public void Close() => _writer.Close();

    public void Dispose() => _writer.Dispose();

    private static Node ToNode(ColumnDefinition column)
    {
        var (logical, physical) = column.Storage() switch
        {
            ColumnStorage.Timestamp => (LogicalType.Timestamp(false, TimeUnit.Nanos), PhysicalType.Int64),
            ColumnStorage.Integer => (LogicalType.None(), PhysicalType.Int64),
            ColumnStorage.Real => (LogicalType.None(), PhysicalType.Double),
            ColumnStorage.Truth => (LogicalType.None(), PhysicalType.Boolean),
            _ => (LogicalType.String(), PhysicalType.ByteArray),
        };
        return column.IsList()
            ? new GroupNode(
                column.Name,
                Repetition.Optional,
                [
                    new GroupNode(
                        "list",
                        Repetition.Repeated,
                        [new PrimitiveNode("element", Repetition.Optional, logical, physical)]
                    ),
                ],
                LogicalType.List()
            )
            : new PrimitiveNode(column.Name, Repetition.Optional, logical, physical);
    }
}
