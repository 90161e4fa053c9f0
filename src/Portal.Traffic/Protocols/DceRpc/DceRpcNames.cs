using System.Collections.Frozen;
using System.Globalization;

namespace Portal.Traffic.Protocols.DceRpc;

/// <summary>
/// Names of interfaces and their procedures, from two embedded tables: <c>Interfaces.csv</c> with <c>uuid,endpoint,pipe</c>
/// and <c>Operations.csv</c> with <c>uuid,number,operation</c>. The names are those of Microsoft's open specifications and the
/// endpoints those that Zeek uses.
/// </summary>
internal static class DceRpcNames
{
    private static readonly FrozenDictionary<Guid, string> s_endpoints = Rows("Interfaces")
        .ToFrozenDictionary(row => Guid.Parse(row[0]), row => row[1]);

    private static readonly FrozenDictionary<string, Guid> s_pipes = Rows("Interfaces")
        .Where(row => row[2].Length > 0)
        .SelectMany(row => row[2].Split(' ').Select(pipe => (Pipe: pipe, Uuid: Guid.Parse(row[0]))))
        .ToFrozenDictionary(pair => pair.Pipe, pair => pair.Uuid, StringComparer.OrdinalIgnoreCase);

    // Not frozen: to freeze a thousand names takes longer than all calls of most captures take to be looked up.
    private static readonly Dictionary<(Guid, int), string> s_operations = Rows("Operations")
        .ToDictionary(row => (Guid.Parse(row[0]), int.Parse(row[1], CultureInfo.InvariantCulture)), row => row[2]);

    /// <summary>Calls that every client makes all the time and that say little, as in Zeek.</summary>
    private static readonly FrozenSet<(string Endpoint, string Operation)> s_ignored = FrozenSet.Create(
        ("winreg", "BaseRegCloseKey"),
        ("winreg", "BaseRegGetVersion"),
        ("winreg", "BaseRegOpenKey"),
        ("winreg", "BaseRegQueryValue"),
        ("winreg", "BaseRegDeleteKeyEx"),
        ("winreg", "OpenLocalMachine"),
        ("winreg", "BaseRegEnumKey"),
        ("winreg", "OpenClassesRoot"),
        ("spoolss", "RpcSplOpenPrinter"),
        ("spoolss", "RpcClosePrinter"),
        ("wkssvc", "NetrWkstaGetInfo")
    );

    public static string Endpoint(Guid uuid) => s_endpoints.GetValueOrDefault(uuid) ?? $"unknown-{uuid}";

    public static string Operation(Guid uuid, int number) =>
        s_operations.GetValueOrDefault((uuid, number)) ?? $"unknown-{number}";

    public static bool IsIgnored(string endpoint, string operation) => s_ignored.Contains((endpoint, operation));

    /// <summary>What is usually spoken over a pipe, for when the bind was not captured; null if that is not known.</summary>
    public static Guid? CommonInterface(string namedPipe)
    {
        var name = namedPipe[(namedPipe.LastIndexOf('\\') + 1)..];
        return s_pipes.TryGetValue(name, out var uuid) ? uuid : null;
    }

    private static IEnumerable<string[]> Rows(string table)
    {
        var resource = $"{typeof(DceRpcNames).Namespace}.{table}.csv";
        using var reader = new StreamReader(typeof(DceRpcNames).Assembly.GetManifestResourceStream(resource)!);
        reader.ReadLine(); // the columns' names
        while (reader.ReadLine() is { } line)
        {
            yield return line.Split(',');
        }
    }
}
