using System.Collections;
using System.Globalization;
using System.Text.Json;

namespace Portal.Cli;

/// <summary>Writes the values of a query, whatever DuckDB gives, as text fields or JSON.</summary>
internal static class QueryText
{
    public static void Field(TextWriter output, object? value)
    {
        switch (value)
        {
            case null:
                output.Write(ZeekText.Unset);
                break;
            case string text:
                ZeekText.Text(output, text);
                break;
            case IDictionary map:
                ZeekText.Text(output, JsonSerializer.Serialize(map));
                break;
            case IEnumerable list and not string:
                List(output, list);
                break;
            default:
                output.Write(Scalar(value));
                break;
        }
    }

    public static void Json(Utf8JsonWriter json, object? value)
    {
        switch (value)
        {
            case null:
                json.WriteNullValue();
                break;
            case bool truth:
                json.WriteBooleanValue(truth);
                break;
            case string text:
                json.WriteStringValue(text);
                break;
            case double real when !double.IsFinite(real):
                json.WriteStringValue(Scalar(real));
                break;
            case sbyte
            or byte
            or short
            or ushort
            or int
            or uint
            or long
            or ulong
            or float
            or double
            or decimal
            or System.Numerics.BigInteger:
                json.WriteRawValue(Scalar(value));
                break;
            case IDictionary map:
                json.WriteStartObject();
                foreach (DictionaryEntry entry in map)
                {
                    json.WritePropertyName(Scalar(entry.Key));
                    Json(json, entry.Value);
                }
                json.WriteEndObject();
                break;
            case IEnumerable list:
                json.WriteStartArray();
                foreach (var element in list)
                {
                    Json(json, element);
                }
                json.WriteEndArray();
                break;
            default:
                json.WriteStringValue(Scalar(value));
                break;
        }
    }

    private static void List(TextWriter output, IEnumerable list)
    {
        var isEmpty = true;
        foreach (var element in list)
        {
            output.Write(isEmpty ? "" : ",");
            if (element is string text)
            {
                ZeekText.Text(output, text, isElement: true);
            }
            else
            {
                Field(output, element);
            }
            isEmpty = false;
        }
        if (isEmpty)
        {
            output.Write(ZeekText.Empty);
        }
    }

    private static string Scalar(object value) =>
        value switch
        {
            bool truth => truth ? "true" : "false",
            DateTime time => time.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture),
            float real => real.ToString("R", CultureInfo.InvariantCulture),
            double real => real.ToString("R", CultureInfo.InvariantCulture),
            IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
            _ => value.ToString() ?? "",
        };
}
