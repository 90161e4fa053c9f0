using System.Collections.Frozen;
using System.Text.Json;
using DuckDB.NET.Data;

namespace Portal.Analysis.Store;

/// <summary>
/// Decides whether a user's SQL only reads the record tables. DuckDB itself takes it apart: what
/// <c>json_serialize_sql</c> accepts is a SELECT, and the tree names every function. That is needed beside
/// <c>enable_external_access = false</c>, which lets a statement write inside the allowed folders, and lets the table function
/// <c>enable_logging</c> do so from within a SELECT.
/// </summary>
internal static class UserSql
{
    private const int MaxLength = 100_000;

    private static readonly FrozenSet<string> s_tableFunctions = FrozenSet.ToFrozenSet(
        [
            "range",
            "generate_series",
            "unnest",
            "repeat",
            "repeat_row",
            "json_each",
            "json_tree",
            "duckdb_columns",
            "duckdb_tables",
            "duckdb_views",
            "pragma_table_info",
        ],
        StringComparer.OrdinalIgnoreCase
    );

    /// <summary>They write, wait, or change what others see.</summary>
    private static readonly FrozenSet<string> s_forbiddenFunctions = FrozenSet.ToFrozenSet(
        ["write_log", "sleep_ms", "setseed", "nextval", "currval", "getenv", "json_execute_serialized_sql", "error"],
        StringComparer.OrdinalIgnoreCase
    );

    /// <exception cref="QueryRefusedException">It may not be run; the message says why.</exception>
    public static void Check(DuckDBConnection connection, string sql)
    {
        if (sql.Length > MaxLength)
        {
            throw new QueryRefusedException($"The query is longer than {MaxLength} characters.");
        }
        if (sql.Contains('\0', StringComparison.Ordinal))
        {
            throw new QueryRefusedException("The query holds a NUL character.");
        }
        using var command = connection.CreateCommand();
        command.CommandText = $"SELECT json_serialize_sql({TableView.Literal(sql)})";
        var json = (string)command.ExecuteScalar()!;
        using var tree = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = 512 });
        if (tree.RootElement.GetProperty("error").GetBoolean())
        {
            throw new QueryRefusedException(tree.RootElement.GetProperty("error_message").GetString()!);
        }
        if (tree.RootElement.GetProperty("statements").GetArrayLength() != 1)
        {
            throw new QueryRefusedException("Exactly one SELECT is allowed.");
        }
        CheckFunctions(tree.RootElement);
    }

    // Recursion is bounded by the document's depth.
    private static void CheckFunctions(JsonElement node)
    {
        if (node.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in node.EnumerateArray())
            {
                CheckFunctions(item);
            }
            return;
        }
        if (node.ValueKind != JsonValueKind.Object)
        {
            return;
        }
        if (IsType(node, "TABLE_FUNCTION") && node.TryGetProperty("function", out var function))
        {
            var name = FunctionName(function);
            if (!s_tableFunctions.Contains(name))
            {
                throw new QueryRefusedException($"The table function {name} is not allowed.");
            }
        }
        if (s_forbiddenFunctions.Contains(FunctionName(node)))
        {
            throw new QueryRefusedException($"The function {FunctionName(node)} is not allowed.");
        }
        foreach (var property in node.EnumerateObject())
        {
            CheckFunctions(property.Value);
        }
    }

    private static bool IsType(JsonElement node, string type) =>
        node.TryGetProperty("type", out var value)
        && value.ValueKind == JsonValueKind.String
        && value.ValueEquals(type);

    private static string FunctionName(JsonElement node) =>
        node.TryGetProperty("function_name", out var name) && name.ValueKind == JsonValueKind.String
            ? name.GetString()!
            : "";
}
