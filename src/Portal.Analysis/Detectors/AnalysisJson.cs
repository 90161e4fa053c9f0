using System.Text.Encodings.Web;
using System.Text.Json;
using Portal.Analysis.Findings;
using Portal.Analysis.Indicators;
using Portal.Analysis.Store;
using Portal.Traffic;

namespace Portal.Analysis.Detectors;

/// <summary>Writes an analysis as <c>portal analyze --json</c> does.</summary>
public static class AnalysisJson
{
    /// <summary>For programs and terminals, not for HTML pages: quotes and letters stay readable.</summary>
    private static readonly JsonWriterOptions s_options = new()
    {
        Indented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static void Write(Stream output, AnalysisResult result)
    {
        using var json = new Utf8JsonWriter(output, s_options);
        json.WriteStartObject();
        json.WriteStartArray("evidence");
        foreach (var manifest in result.Evidence)
        {
            WriteManifest(json, manifest);
        }
        json.WriteEndArray();
        json.WriteStartArray("findings");
        foreach (var finding in result.Findings)
        {
            FindingJson.Write(json, finding);
        }
        json.WriteEndArray();
        json.WriteStartArray("indicators");
        foreach (var indicator in result.Indicators)
        {
            WriteIndicator(json, indicator);
        }
        json.WriteEndArray();
        json.WriteStartArray("failures");
        foreach (var failure in result.Failures)
        {
            json.WriteStartObject();
            json.WriteString("detector", failure.Detector);
            json.WriteString("reason", failure.Reason);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
        json.Flush();
        output.WriteByte((byte)'\n');
    }

    private static void WriteManifest(Utf8JsonWriter json, RunManifest manifest)
    {
        json.WriteStartObject();
        json.WriteString("name", manifest.Name);
        json.WriteString("sha256", manifest.Sha256);
        json.WriteString("kind", manifest.Kind);
        json.WriteNumber("bytes", manifest.Bytes);
        if (manifest.Frames is { } frames)
        {
            json.WriteNumber("frames", frames);
        }
        else
        {
            json.WriteNull("frames");
        }
        json.WriteString("firstTime", manifest.FirstTime is { } first ? UnixTime.ToIso(first) : null);
        json.WriteString("lastTime", manifest.LastTime is { } last ? UnixTime.ToIso(last) : null);
        json.WriteBoolean("partial", manifest.IsPartial);
        json.WriteStartObject("records");
        foreach (var table in manifest.Records.OrderBy(table => table.Key, StringComparer.Ordinal))
        {
            json.WriteNumber(table.Key, table.Value);
        }
        json.WriteEndObject();
        json.WriteStartArray("warnings");
        foreach (var warning in manifest.Warnings)
        {
            json.WriteStartObject();
            json.WriteString("code", warning.Code);
            json.WriteString("message", warning.Message);
            json.WriteNumber("count", warning.Count);
            if (warning.FirstPlace is { } place)
            {
                json.WriteNumber("firstPlace", place);
            }
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteIndicator(Utf8JsonWriter json, Indicator indicator)
    {
        json.WriteStartObject();
        json.WriteString("type", indicator.Type);
        json.WriteString("value", indicator.Value);
        json.WriteString("context", indicator.Context);
        json.WriteString("firstTime", UnixTime.ToIso(indicator.FirstTime));
        json.WriteString("lastTime", UnixTime.ToIso(indicator.LastTime));
        json.WriteStartArray("findings");
        foreach (var key in indicator.Findings)
        {
            json.WriteStringValue(key);
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
