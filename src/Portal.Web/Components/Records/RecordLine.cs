using Portal.Traffic.Records;

namespace Portal.Web.Components.Records;

/// <summary>
/// One row of a record table. Two are equal when they stand for the same place in the evidence, so that a choice survives
/// scrolling away and back.
/// </summary>
public sealed class RecordLine : IEquatable<RecordLine>
{
    private static readonly string[] s_place = ["evidence", "member", "line", "first_frame", "uid", "fuid", "ts"];

    private RecordLine(string key, IReadOnlyList<ColumnDefinition> columns, object?[] values)
    {
        Key = key;
        Columns = columns;
        Values = values;
    }

    /// <summary>Short enough for an address: it names the place, not the content.</summary>
    public string Key { get; }

    public IReadOnlyList<ColumnDefinition> Columns { get; }

    /// <summary>In the order of <see cref="Columns"/>.</summary>
    public object?[] Values { get; }

    /// <summary>Null when the column is unset or not there.</summary>
    public object? this[string column]
    {
        get
        {
            for (var at = 0; at < Columns.Count; at++)
            {
                if (Columns[at].Name == column)
                {
                    return Values[at];
                }
            }
            return null;
        }
    }

    public static RecordLine Of(IReadOnlyList<ColumnDefinition> columns, object?[] values)
    {
        var line = new RecordLine("", columns, values);
        var key = string.Join('~', s_place.Select(name => Part(name, line[name])));
        return new RecordLine(key, columns, values);
    }

    public bool Equals(RecordLine? other) => other is not null && other.Key == Key;

    public override bool Equals(object? obj) => Equals(obj as RecordLine);

    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Key);

    private static string Part(string name, object? value) =>
        name == "evidence" && value is string { Length: > 12 } hash ? hash[..12] : Convert.ToString(value) ?? "";
}
