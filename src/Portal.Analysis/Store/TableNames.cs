namespace Portal.Analysis.Store;

/// <summary>Names of tables and columns out of evidence are hostile: they become file names and SQL identifiers.</summary>
public static class TableNames
{
    private const int MaxTableName = 64;
    private const int MaxColumnName = 200;

    /// <summary>Columns that every view has of its own.</summary>
    private static readonly string[] s_reserved = ["line", "member", "evidence", "first_frame", "last_frame"];

    /// <summary>Lower-case letters, digits and underscores, at most 64; <c>unknown</c> when nothing is left.</summary>
    public static string Table(string name)
    {
        var safe = new string([
            .. name.Take(MaxTableName).Select(c => char.IsAsciiLetterOrDigit(c) ? char.ToLowerInvariant(c) : '_'),
        ]).Trim('_');
        return safe.Length == 0 ? "unknown"
            : char.IsAsciiDigit(safe[0]) ? "t_" + safe
            : safe;
    }

    /// <summary>
    /// The name of a log's column: without control characters, and with an underscore behind it where the portal has a
    /// column of that name itself.
    /// </summary>
    public static string LogColumn(string name)
    {
        var safe = new string([.. name.Take(MaxColumnName).Select(c => char.IsControl(c) ? '_' : c)]).Trim();
        return safe.Length == 0 || s_reserved.Contains(safe, StringComparer.OrdinalIgnoreCase) ? safe + "_" : safe;
    }
}
