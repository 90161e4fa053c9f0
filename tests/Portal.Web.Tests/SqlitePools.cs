using Microsoft.Data.Sqlite;
using Portal.Cases;

namespace Portal.Web.Tests;

/// <summary>Lets go of the files of one data folder; the servers of tests that run beside keep their connections.</summary>
internal static class SqlitePools
{
    public static void Clear(DataFolder folder)
    {
        foreach (var file in new[] { folder.Database, folder.Jobs })
        {
            using var connection = new SqliteConnection($"Data Source={file};Default Timeout=30");
            SqliteConnection.ClearPool(connection);
        }
    }
}
