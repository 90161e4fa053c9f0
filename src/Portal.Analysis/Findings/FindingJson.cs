using System.Text.Json;
using Portal.Traffic;

namespace Portal.Analysis.Findings;

/// <summary>Writes findings in the JSON of <c>portal analyze --json</c>: the contract's names first, ours beside them.</summary>
public static class FindingJson
{
    public static void Write(Utf8JsonWriter json, Finding finding)
    {
        json.WriteStartObject();
        json.WriteString("key", finding.Key);
        json.WriteString("detector", finding.Detector);
        json.WriteString("version", finding.Version);
        json.WriteString("title", finding.Title);
        json.WriteString("severity", Text(finding.Severity));
        json.WriteNumber("score", finding.Score);
        json.WriteNumber("confidence", finding.Confidence);
        json.WriteNumber("impact", finding.Impact);
        WriteStrings(json, "attack", finding.Attack);
        json.WriteString("firstTime", UnixTime.ToIso(finding.FirstTime));
        json.WriteString("lastTime", UnixTime.ToIso(finding.LastTime));
        json.WriteString("source", finding.Source);
        json.WriteString("destination", finding.Destination);
        json.WriteString("destinationName", finding.DestinationName);
        WriteNumber(json, "port", finding.Port);
        json.WriteString("protocol", finding.Protocol);
        json.WriteStartObject("statistics");
        foreach (var statistic in finding.Statistics)
        {
            json.WritePropertyName(statistic.Name);
            WriteValue(json, statistic.Value);
        }
        json.WriteEndObject();
        json.WriteString("explanation", finding.Explanation);
        json.WriteString("nullHypothesis", finding.NullHypothesis);
        WriteTerms(json, "terms", finding.Terms);
        WriteTerms(json, "counterEvidence", finding.CounterEvidence);
        WriteStrings(json, "notEvaluable", finding.NotEvaluable);
        json.WriteStartArray("evidence");
        foreach (var reference in finding.Evidence)
        {
            WriteReference(json, reference);
        }
        json.WriteEndArray();
        json.WriteString("filter", finding.Filter);
        json.WriteString("query", finding.Query);
        WriteChart(json, finding.Chart);
        json.WriteEndObject();
    }

    /// <summary>The severity as JSON and people write it: lower case.</summary>
    public static string Text(Severity severity) =>
        severity switch
        {
            Severity.Critical => "critical",
            Severity.High => "high",
            Severity.Medium => "medium",
            Severity.Low => "low",
            _ => "info",
        };

    private static void WriteReference(Utf8JsonWriter json, EvidenceReference reference)
    {
        json.WriteStartObject();
        json.WriteString("sha256", reference.Sha256);
        WriteNumbers(json, "frames", reference.Frames);
        json.WriteNumber("frameCount", reference.FrameCount);
        WriteNumbers(json, "lines", reference.Lines);
        json.WriteNumber("lineCount", reference.LineCount);
        WriteStrings(json, "uids", reference.Uids);
        json.WriteEndObject();
    }

    private static void WriteTerms(Utf8JsonWriter json, string name, IReadOnlyList<ScoreTerm> terms)
    {
        json.WriteStartArray(name);
        foreach (var term in terms)
        {
            json.WriteStartObject();
            json.WriteString("name", term.Name);
            json.WriteString("measured", term.Measured);
            json.WriteString("reference", term.Reference);
            json.WriteNumber("points", term.Points);
            json.WriteString("family", term.Family.ToString().ToLowerInvariant());
            json.WriteBoolean("hard", term.IsHard);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void WriteChart(Utf8JsonWriter json, IntervalChart? chart)
    {
        if (chart is null)
        {
            return;
        }
        json.WriteStartObject("chart");
        json.WriteStartArray("binEdgesSeconds");
        foreach (var edge in chart.BinEdgesSeconds)
        {
            json.WriteNumberValue(edge);
        }
        json.WriteEndArray();
        WriteNumbers(json, "counts", chart.Counts);
        json.WriteStartArray("eventTimes");
        foreach (var time in chart.EventTimes)
        {
            json.WriteStringValue(UnixTime.ToIso(time));
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteValue(Utf8JsonWriter json, object value)
    {
        switch (value)
        {
            case bool flag:
                json.WriteBooleanValue(flag);
                break;
            case int number:
                json.WriteNumberValue(number);
                break;
            case long number:
                json.WriteNumberValue(number);
                break;
            case double number when double.IsFinite(number):
                json.WriteNumberValue(number);
                break;
            case double:
                json.WriteNullValue();
                break;
            default:
                json.WriteStringValue(value.ToString());
                break;
        }
    }

    private static void WriteNumber(Utf8JsonWriter json, string name, int? value)
    {
        if (value is { } number)
        {
            json.WriteNumber(name, number);
        }
        else
        {
            json.WriteNull(name);
        }
    }

    private static void WriteNumbers(Utf8JsonWriter json, string name, IReadOnlyList<long> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values)
        {
            json.WriteNumberValue(value);
        }
        json.WriteEndArray();
    }

    private static void WriteStrings(Utf8JsonWriter json, string name, IReadOnlyList<string> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values)
        {
            json.WriteStringValue(value);
        }
        json.WriteEndArray();
    }
}
