using System.Text;
using Portal.Analysis.Store;
using Portal.Traffic.Records;

namespace Portal.Analysis.Importers.Zeek;

/// <summary>
/// What the lines with <c>#</c> say of the rows below them. They may come again in the middle, where logs were joined.
/// </summary>
internal sealed class ZeekTsvHeader
{
    private string[] _fields = [];
    private string[] _types = [];

    public byte[] Separator { get; private set; } = [(byte)'\t'];
    public byte[] SetSeparator { get; private set; } = [(byte)','];
    public byte[] EmptyField { get; private set; } = [.. "(empty)"u8];
    public byte[] UnsetField { get; private set; } = [(byte)'-'];

    /// <summary>The table's name; null when no <c>#path</c> was seen.</summary>
    public string? Path { get; private set; }

    /// <summary><c>#fields</c> was seen.</summary>
    public bool HasFields => _fields.Length > 0;

    /// <summary>Changes whenever the rows below have other columns or another form.</summary>
    public int Version { get; private set; }

    /// <summary>A header for rows that have none.</summary>
    public static ZeekTsvHeader For(string table, IReadOnlyList<ColumnDefinition> columns) =>
        new()
        {
            Path = table,
            _fields = [.. columns.Select(column => column.Name)],
            _types = [.. columns.Select(column => column.ZeekTypeName)],
        };

    /// <summary>Takes in a line that begins with <c>#</c>; unknown ones are comments.</summary>
    public void Read(ReadOnlySpan<byte> line)
    {
        if (line.StartsWith("#separator "u8))
        {
            // Another log begins: nothing of the one before holds any more.
            Reset();
            Separator = Unescape(line["#separator ".Length..]);
            Separator = Separator.Length == 0 ? [(byte)'\t'] : Separator;
            return;
        }
        var end = line.IndexOf(Separator);
        if (end < 0)
        {
            return;
        }
        var value = line[(end + Separator.Length)..];
        switch (Encoding.UTF8.GetString(line[..end]))
        {
            case "#set_separator":
                SetSeparator = value.Length == 0 ? SetSeparator : Unescape(value);
                break;
            case "#empty_field":
                EmptyField = value.ToArray();
                break;
            case "#unset_field":
                UnsetField = value.ToArray();
                break;
            case "#path":
                Path = Encoding.UTF8.GetString(value);
                break;
            case "#fields":
                _fields = Encoding.UTF8.GetString(value).Split(Encoding.UTF8.GetString(Separator));
                _types = [];
                break;
            case "#types":
                _types = Encoding.UTF8.GetString(value).Split(Encoding.UTF8.GetString(Separator));
                break;
            default:
                return;
        }
        Version++;
    }

    /// <summary>
    /// The table and its columns. Types come from <c>#types</c>, else from the known table; what neither knows is text.
    /// </summary>
    /// <param name="hint">The table's name where neither <c>#path</c> nor the columns tell it.</param>
    public (string Table, IReadOnlyList<ColumnDefinition> Columns) Describe(string hint)
    {
        var table = TableNames.Table(Path ?? ZeekTableInference.Infer(_fields) ?? hint);
        return (table, [.. _fields.Select((name, index) => Column(table, name, index))]);
    }

    private ColumnDefinition Column(string table, string name, int index)
    {
        var known = ZeekTableInference.Known(table, name);
        var safe = known?.Name ?? TableNames.LogColumn(name);
        return (index < _types.Length ? ZeekTypeNames.TryParse(safe, _types[index]) : known)
            ?? new ColumnDefinition(safe, ZeekType.String);
    }

    private void Reset()
    {
        SetSeparator = [(byte)','];
        EmptyField = [.. "(empty)"u8];
        UnsetField = [(byte)'-'];
        Path = null;
        _fields = [];
        _types = [];
        Version++;
    }

    private static byte[] Unescape(ReadOnlySpan<byte> text)
    {
        var bytes = text.ToArray();
        return bytes[..ZeekEscapes.Unescape(text, bytes)];
    }
}
