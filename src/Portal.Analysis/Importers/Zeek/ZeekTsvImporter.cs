namespace Portal.Analysis.Importers.Zeek;

/// <summary>Zeek's text logs: with their headers, several joined in one file, or rows alone where they fit a known table.</summary>
public sealed class ZeekTsvImporter : IImporter
{
    private const int LinesBetweenReports = 8192;

    public string Kind => "zeek-tsv";

    public bool ReadsArchiveMembers => true;

    public bool Claims(ReadOnlySpan<byte> head)
    {
        if (head.StartsWith("\uFEFF"u8))
        {
            head = head[3..];
        }
        return head.StartsWith("#separator "u8)
            || head.StartsWith("#fields\t"u8)
            || head.StartsWith("#path\t"u8)
            || HeaderlessZeekLog.TryDescribe(head) is not null;
    }

    public ImportSummary Import(ImportContext context, CancellationToken cancellation)
    {
        var lines = new LineReader(context.Content);
        var warnings = lines.Warnings;
        var span = new TimeSpanOfLog();
        var header = new ZeekTsvHeader();
        ZeekTsvRows? rows = null;
        var version = -1;
        var isLastRowBad = false;
        while (lines.TryRead(out var line))
        {
            if (lines.Number % LinesBetweenReports == 0)
            {
                cancellation.ThrowIfCancellationRequested();
                context.Progress(lines.Number);
            }
            if (line.IsEmpty)
            {
                continue;
            }
            if (line[0] == '#')
            {
                header.Read(line);
                continue;
            }
            if (!header.HasFields)
            {
                header = HeaderlessZeekLog.TryDescribe(line) ?? header;
            }
            if (!header.HasFields)
            {
                warnings.Add("line_without_header", lines.Number, () => $"line {lines.Number}: no #fields above it");
                continue;
            }
            if (rows is null || version != header.Version)
            {
                rows = new ZeekTsvRows(header, context.TableHint, context, warnings, span);
                version = header.Version;
            }
            isLastRowBad = !rows.TryAdd(line, lines.Number);
        }
        context.Progress(lines.Number);
        var isPartial = LogEnd.IsCutOff(lines, isLastRowBad, warnings);
        return new ImportSummary
        {
            Kind = Kind,
            FirstTime = span.First,
            LastTime = span.Last,
            Warnings = warnings.ToList(),
            IsPartial = isPartial,
        };
    }
}
