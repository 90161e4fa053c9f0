using Portal.Traffic.Records;

namespace Portal.Analysis.Importers.Zeek;

/// <summary>Where the values of one key go.</summary>
internal sealed class ZeekJsonColumn(byte[] key, string name, ColumnDefinition? definition)
{
    public byte[] Key { get; } = key;

    /// <summary>Name of the column.</summary>
    public string Name { get; } = name;

    /// <summary>Null until the first value shows the type of a key that no known table has.</summary>
    public ColumnDefinition? Definition { get; set; } = definition;

    /// <summary>The column's index in the appender; negative until the first value.</summary>
    public int Index { get; set; } = -1;

    /// <summary>The index of the text column for values of another type; negative until there is one.</summary>
    public int TextIndex { get; set; } = -1;

    /// <summary>Keys of the object that this key held.</summary>
    public Dictionary<string, ZeekJsonColumn>? Nested { get; set; }
}
