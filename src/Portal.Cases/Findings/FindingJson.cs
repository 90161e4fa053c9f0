using System.Text.Json;
using System.Text.Json.Serialization;
using Portal.Analysis.Findings;

namespace Portal.Cases.Findings;

/// <summary>Findings as JSON text: camelCase, enums as words, statistics as the numbers and texts that they were.</summary>
public static class FindingJson
{
    private static readonly JsonSerializerOptions s_options = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase), new StatisticValueConverter() },
        // A ratio over zero is a measurement too.
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };

    public static string Write(Finding finding) => JsonSerializer.Serialize(finding, s_options);

    public static Finding Read(string document) => JsonSerializer.Deserialize<Finding>(document, s_options)!;

    /// <summary><see cref="Statistic.Value"/> is a long, double, bool or string.</summary>
    private sealed class StatisticValueConverter : JsonConverter<object>
    {
        public override object Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) =>
            reader.TokenType switch
            {
                JsonTokenType.True => true,
                JsonTokenType.False => false,
                JsonTokenType.Number => reader.TryGetInt64(out var whole) ? (object)whole : reader.GetDouble(),
                JsonTokenType.String => reader.GetString()!,
                _ => throw new JsonException($"A statistic cannot be a {reader.TokenType}."),
            };

        public override void Write(Utf8JsonWriter writer, object value, JsonSerializerOptions options)
        {
            switch (value)
            {
                case bool truth:
                    writer.WriteBooleanValue(truth);
                    break;
                case int whole:
                    writer.WriteNumberValue(whole);
                    break;
                case long whole:
                    writer.WriteNumberValue(whole);
                    break;
                case double number when double.IsFinite(number):
                    writer.WriteNumberValue(number);
                    break;
                default:
                    writer.WriteStringValue(Convert.ToString(value));
                    break;
            }
        }
    }
}
