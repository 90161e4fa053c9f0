using DuckDB.NET.Data;
using Portal.Web.Pages.Hosts;

namespace Portal.Web.Tests.Pages.Hosts;

public sealed class HostSqlTests
{
    [Theory]
    [InlineData("update.evil.example:8080", "update.evil.example")]
    [InlineData("update.evil.example:", "update.evil.example")]
    [InlineData("update.evil.example", "update.evil.example")]
    [InlineData("10.1.10.15:9100", "10.1.10.15")]
    [InlineData("[2001:db8::1]:8080", "[2001:db8::1]")]
    [InlineData("2001:db8::1", "2001:db8::1")]
    public void A_name_has_no_port(string seen, string name)
    {
        using var connection = new DuckDBConnection("DataSource=:memory:");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = $"SELECT {HostSql.WithoutPort} FROM (SELECT $seen AS name)";
        command.Parameters.Add(new DuckDBParameter("seen", seen));

        Assert.Equal(name, command.ExecuteScalar());
    }
}
