using Portal.Traffic.Records;

namespace Portal.Analysis.Store;

/// <summary>Reads the words of Zeek's <c>#types</c> header.</summary>
public static class ZeekTypeNames
{
    /// <summary>
    /// A column of that type, for example <c>set[addr]</c>; null when the type is none of Zeek's. A <c>table[…]</c> is
    /// written like a set.
    /// </summary>
    public static ColumnDefinition? TryParse(string column, string type)
    {
        var container = ZeekContainer.None;
        if (type.EndsWith(']'))
        {
            var bracket = type.IndexOf('[', StringComparison.Ordinal);
            container = type[..Math.Max(0, bracket)] switch
            {
                "set" or "table" => ZeekContainer.Set,
                "vector" => ZeekContainer.Vector,
                _ => ZeekContainer.None,
            };
            if (container == ZeekContainer.None)
            {
                return null;
            }
            type = type[(bracket + 1)..^1];
        }
        return TryParseElement(type) is { } element ? new ColumnDefinition(column, element, container) : null;
    }

    private static ZeekType? TryParseElement(string type) =>
        type switch
        {
            "time" => ZeekType.Time,
            "interval" => ZeekType.Interval,
            "string" or "pattern" or "func" or "file" => ZeekType.String,
            "enum" => ZeekType.Enum,
            "addr" => ZeekType.Addr,
            "subnet" => ZeekType.Subnet,
            "port" => ZeekType.Port,
            "count" => ZeekType.Count,
            "int" => ZeekType.Int,
            "double" => ZeekType.Double,
            "bool" => ZeekType.Bool,
            _ => null,
        };
}
