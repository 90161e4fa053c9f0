using System.Text;
using Portal.Analysis.Store;
using Portal.Traffic.Records;

namespace Portal.Analysis.Importers.Zeek;

/// <summary>The columns that say where a row stands: its line, and its file where the evidence is an archive.</summary>
internal sealed class LogPlace
{
    private readonly RowAppender _rows;
    private readonly int _lineColumn;
    private readonly int _memberColumn;
    private readonly byte[] _member;

    public LogPlace(RowAppender rows, string? member)
    {
        _rows = rows;
        _lineColumn = rows.Add(new ColumnDefinition("line", ZeekType.Count));
        _memberColumn = member is null ? -1 : rows.Add(new ColumnDefinition("member", ZeekType.String));
        _member = Encoding.UTF8.GetBytes(member ?? "");
    }

    /// <param name="line">From 1, in the uncompressed file.</param>
    public void Append(long line)
    {
        _rows.Append(_lineColumn, line);
        if (_memberColumn >= 0)
        {
            _rows.Append(_memberColumn, _member);
        }
    }
}
