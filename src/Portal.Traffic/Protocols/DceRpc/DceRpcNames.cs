using System.Globalization;

namespace Portal.Traffic.Protocols.DceRpc;

/// <summary>
/// Names of interfaces and their procedures, from two embedded tables: <c>Interfaces.csv</c> with <c>uuid,endpoint,pipe</c>
/// and <c>Operations.csv</c> with <c>uuid,number,operation</c>. The names are those of Microsoft's open specifications and the
/// endpoints those that Zeek uses.
/// </summary>
internal static class DceRpcNames
{
    // Plain dictionaries: to freeze the tables, and to compile what freezes them, takes longer than all their look-ups.
    private static readonly Tables s_tables = new();

    public static string Endpoint(Guid uuid) => s_tables.Endpoints.GetValueOrDefault(uuid) ?? $"unknown-{uuid}";

    public static string Operation(Guid uuid, int number) =>
        s_tables.Operations.GetValueOrDefault(new Procedure(uuid, number)) ?? $"unknown-{number}";

    /// <summary>Calls that every client makes all the time and that say little, as in Zeek.</summary>
    public static bool IsIgnored(string endpoint, string operation) =>
        endpoint switch
        {
            "winreg" => operation
                is "BaseRegCloseKey"
                    or "BaseRegGetVersion"
                    or "BaseRegOpenKey"
                    or "BaseRegQueryValue"
                    or "BaseRegDeleteKeyEx"
                    or "OpenLocalMachine"
                    or "BaseRegEnumKey"
                    or "OpenClassesRoot",
            "spoolss" => operation is "RpcSplOpenPrinter" or "RpcClosePrinter",
            "wkssvc" => operation is "NetrWkstaGetInfo",
            _ => false,
        };

    /// <summary>What is usually spoken over a pipe, for when the bind was not captured; null if that is not known.</summary>
    public static Guid? CommonInterface(string namedPipe)
    {
        var name = namedPipe[(namedPipe.LastIndexOf('\\') + 1)..];
        return s_tables.Pipes.TryGetValue(name, out var uuid) ? uuid : null;
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

    private readonly record struct Procedure(Guid Interface, int Number);

    private sealed class Tables
    {
        public Tables()
        {
            foreach (var row in Rows("Interfaces"))
            {
                var uuid = Guid.Parse(row[0]);
                Endpoints.Add(uuid, row[1]);
                foreach (var pipe in row[2].Split(' ', StringSplitOptions.RemoveEmptyEntries))
                {
                    Pipes[pipe] = uuid;
                }
            }
            foreach (var row in Rows("Operations"))
            {
                var number = int.Parse(row[1], CultureInfo.InvariantCulture);
                Operations.Add(new Procedure(Guid.Parse(row[0]), number), row[2]);
            }
        }

        public Dictionary<Guid, string> Endpoints { get; } = [];

        public Dictionary<string, Guid> Pipes { get; } = new(StringComparer.OrdinalIgnoreCase);

        public Dictionary<Procedure, string> Operations { get; } = [];
    }
}
