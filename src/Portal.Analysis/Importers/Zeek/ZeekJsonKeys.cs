using System.Text.Json;

namespace Portal.Analysis.Importers.Zeek;

/// <summary>A first look at a line: which keys it has, without its values.</summary>
internal static class ZeekJsonKeys
{
    /// <summary>Keys that are read to find out the table.</summary>
    private const int MaxKeys = 200;

    /// <summary>
    /// Whether the line is a JSON object that Zeek could have written: it has a <c>_path</c>, or a <c>ts</c> that is a time and
    /// no <c>event_type</c> (which is Suricata's). The line may be cut off.
    /// </summary>
    public static bool IsZeek(ReadOnlySpan<byte> line)
    {
        if (!line.StartsWith("{"u8))
        {
            return false;
        }
        var reader = new Utf8JsonReader(line, isFinalBlock: false, state: default);
        var hasTime = false;
        try
        {
            reader.Read();
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                if (reader.ValueTextEquals("event_type"u8))
                {
                    return false;
                }
                if (reader.ValueTextEquals("_path"u8) || reader.ValueTextEquals("_write_ts"u8))
                {
                    return true;
                }
                var isTime = reader.ValueTextEquals("ts"u8);
                if (!reader.Read() || !TrySkip(ref reader))
                {
                    break;
                }
                hasTime |= isTime && ZeekValues.TryParseTime(reader.ValueSpan, out _);
            }
        }
        catch (JsonException)
        {
            return false;
        }
        return hasTime;
    }

    /// <summary>The names of the object's own keys, as many as there are up to <see cref="MaxKeys"/>.</summary>
    /// <exception cref="JsonException">Not a JSON object.</exception>
    public static List<string> Read(ReadOnlySpan<byte> line)
    {
        var keys = new List<string>();
        var reader = new Utf8JsonReader(line);
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw new JsonException("It begins with something else.");
        }
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName && keys.Count < MaxKeys)
        {
            keys.Add(Text(reader));
            reader.Read();
            reader.Skip();
        }
        return keys;
    }

    /// <summary>A hash of the object's own keys in their order: equal for lines of one form.</summary>
    /// <exception cref="JsonException">Not a JSON object.</exception>
    public static ulong Signature(ReadOnlySpan<byte> line)
    {
        // FNV-1a: a collision only makes a line be taken for another table, which its columns then widen.
        var hash = 14695981039346656037UL;
        var reader = new Utf8JsonReader(line);
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.PropertyName && reader.CurrentDepth == 1)
            {
                foreach (var letter in reader.ValueSpan)
                {
                    hash = (hash ^ letter) * 1099511628211UL;
                }
                hash = (hash ^ 0xff) * 1099511628211UL;
            }
        }
        return hash;
    }

    /// <summary>The text of a key that stands in the object itself; null when it has none or it is no text.</summary>
    /// <exception cref="JsonException">Not a JSON object.</exception>
    public static string? Text(ReadOnlySpan<byte> line, ReadOnlySpan<byte> key)
    {
        var reader = new Utf8JsonReader(line);
        while (reader.Read())
        {
            if (
                reader.TokenType == JsonTokenType.PropertyName
                && reader.CurrentDepth == 1
                && reader.ValueTextEquals(key)
            )
            {
                reader.Read();
                return reader.TokenType == JsonTokenType.String ? Text(reader) : null;
            }
        }
        return null;
    }

    /// <summary>The key or text that the reader stands on.</summary>
    /// <exception cref="JsonException">Its bytes are no UTF-8, or it has half of a surrogate pair: no text, so the line is malformed.</exception>
    public static string Text(in Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException exception)
        {
            throw new JsonException(exception.Message, exception);
        }
    }

    private static bool TrySkip(ref Utf8JsonReader reader) =>
        reader.TokenType is not (JsonTokenType.StartObject or JsonTokenType.StartArray) || reader.TrySkip();
}
