using System.Text.Json;
using Portal.Traffic.Records;

namespace Portal.Analysis.Importers.Zeek;

/// <summary>The type of a key that no known table has, by its first value.</summary>
internal static class ZeekJsonTypes
{
    /// <param name="name">Of the column; <c>ts</c> is a time wherever it stands.</param>
    /// <param name="reader">At the value; the caller's copy stays where it is.</param>
    public static ColumnDefinition Infer(string name, Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.StartArray)
        {
            reader.Read();
            return new ColumnDefinition(name, Scalar(ref reader), ZeekContainer.Vector);
        }
        if (name is "ts" && ZeekValues.TryParseTime(reader.ValueSpan, out _))
        {
            return new ColumnDefinition(name, ZeekType.Time);
        }
        return new ColumnDefinition(name, Scalar(ref reader));
    }

    private static ZeekType Scalar(ref Utf8JsonReader reader) =>
        reader.TokenType switch
        {
            JsonTokenType.True or JsonTokenType.False => ZeekType.Bool,
            JsonTokenType.Number when reader.TryGetInt64(out _) => ZeekType.Int,
            JsonTokenType.Number => ZeekType.Double,
            _ => ZeekType.String,
        };
}
