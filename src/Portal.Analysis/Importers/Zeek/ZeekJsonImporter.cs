using System.Text.Json;

namespace Portal.Analysis.Importers.Zeek;

/// <summary>Zeek's JSON logs, one object a line; all tables may be mixed in one file.</summary>
public sealed class ZeekJsonImporter : IImporter
{
    private const int LinesBetweenReports = 8192;

    /// <summary>Lines looked at before the content is held to be something else.</summary>
    private const int MaxHeadLines = 10;

    public string Kind => "zeek-json";

    public bool ReadsArchiveMembers => true;

    public bool Claims(ReadOnlySpan<byte> head)
    {
        if (head.StartsWith("\uFEFF"u8))
        {
            head = head[3..];
        }
        for (var i = 0; i < MaxHeadLines && !head.IsEmpty; i++)
        {
            var feed = head.IndexOf((byte)'\n');
            var line = (feed < 0 ? head : head[..feed]).TrimEnd((byte)'\r');
            if (ZeekJsonKeys.IsZeek(line))
            {
                return true;
            }
            head = feed < 0 ? default : head[(feed + 1)..];
        }
        return false;
    }

    public ImportSummary Import(ImportContext context, CancellationToken cancellation)
    {
        var lines = new LineReader(context.Content);
        var warnings = lines.Warnings;
        var span = new TimeSpanOfLog();
        var tables = new ZeekJsonTables(context, warnings, span);
        var isLastRowBad = false;
        while (lines.TryRead(out var line))
        {
            if (lines.Number % LinesBetweenReports == 0)
            {
                cancellation.ThrowIfCancellationRequested();
                context.Progress(lines.Number);
            }
            if (line.Trim(" \t"u8).IsEmpty)
            {
                continue;
            }
            isLastRowBad = !TryAdd(tables, line, lines.Number, warnings);
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

    private static bool TryAdd(ZeekJsonTables tables, ReadOnlySpan<byte> line, long number, WarningCounter warnings)
    {
        ZeekJsonTable? table = null;
        try
        {
            table = tables.For(line);
            table.Add(line, number);
            return true;
        }
        catch (JsonException exception)
        {
            table?.Cancel();
            // The exception's own text ends with a place inside the line, counted from 0.
            var reason = exception.Message.Split(" LineNumber:", 2)[0];
            warnings.Add("malformed_line", number, () => $"line {number} is not a JSON object: {reason}");
            return false;
        }
    }
}
