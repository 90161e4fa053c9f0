using Portal.Cases.Records;

namespace Portal.Cases.Objects;

/// <summary>Which table the objects of a case are read from.</summary>
public static class ObjectTables
{
    private static readonly string[] s_names = ["objects", "files"];

    /// <summary>Captures have contents; logs only tell of files. Null when there is neither.</summary>
    public static RecordTable? Shown(IReadOnlyList<RecordTable> tables) =>
        s_names
            .Select(name => tables.FirstOrDefault(table => table.Name == name && table.Rows > 0))
            .FirstOrDefault(table => table is not null);
}
