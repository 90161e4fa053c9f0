using System.Collections;
using System.Text.Encodings.Web;
using System.Text.Json;
using DuckDB.NET.Data;
using Portal.Analysis.Store;
using Portal.Traffic;
using Portal.Traffic.Records;

namespace Portal.Cli;

/// <summary>Writes a table as JSON, one object a row, as Zeek does with ISO 8601 times; unset columns are left out.</summary>
internal static class JsonLinesWriter
{
    private static readonly JsonWriterOptions s_options = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static void Write(LogTable table, Stream output, CancellationToken cancellation)
    {
        using var buffered = new BufferedStream(output, 1 << 16);
        using var json = new Utf8JsonWriter(buffered, s_options);
        table.Read(
            row =>
            {
                json.Reset();
                WriteRow(table, row, json);
                json.Flush();
                buffered.WriteByte((byte)'\n');
            },
            cancellation
        );
    }

    private static void WriteRow(LogTable table, DuckDBDataReader row, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("_path", table.Name);
        for (var i = 0; i < table.Columns.Count; i++)
        {
            if (row.IsDBNull(i))
            {
                continue;
            }
            json.WritePropertyName(table.Columns[i].Name);
            WriteValue(table.Columns[i].Type, row.Value(i), json);
        }
        json.WriteEndObject();
    }

    private static void WriteValue(ZeekType type, object? value, Utf8JsonWriter json)
    {
        switch (value)
        {
            case null:
                json.WriteNullValue();
                break;
            case long time when type == ZeekType.Time:
                json.WriteStringValue(UnixTime.ToIso(time));
                break;
            case long number:
                json.WriteNumberValue(number);
                break;
            case double real:
                json.WriteNumberValue(real);
                break;
            case bool truth:
                json.WriteBooleanValue(truth);
                break;
            case string text:
                json.WriteStringValue(text);
                break;
            default:
                json.WriteStartArray();
                foreach (var element in (IEnumerable)value)
                {
                    WriteValue(type, element, json);
                }
                json.WriteEndArray();
                break;
        }
    }
}
