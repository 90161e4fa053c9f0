namespace Portal.Traffic.Records;

/// <summary>A column's name and type as Zeek writes them in <c>#fields</c> and <c>#types</c>.</summary>
public sealed record ColumnDefinition(string Name, ZeekType Type, ZeekContainer Container = ZeekContainer.None)
{
    /// <summary>For example <c>vector[string]</c>.</summary>
    public string ZeekTypeName =>
        Container switch
        {
            ZeekContainer.Set => $"set[{Element}]",
            ZeekContainer.Vector => $"vector[{Element}]",
            _ => Element,
        };

    private string Element =>
        Type switch
        {
            ZeekType.Time => "time",
            ZeekType.Interval => "interval",
            ZeekType.String => "string",
            ZeekType.Enum => "enum",
            ZeekType.Addr => "addr",
            ZeekType.Subnet => "subnet",
            ZeekType.Port => "port",
            ZeekType.Count => "count",
            ZeekType.Int => "int",
            ZeekType.Double => "double",
            _ => "bool",
        };
}
