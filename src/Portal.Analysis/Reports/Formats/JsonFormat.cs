using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Portal.Analysis.Reports.Formats;

/// <summary>The report's sections as JSON.</summary>
internal sealed class JsonFormat : IReportFormat
{
    private static readonly JsonSerializerOptions s_json = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public string Name => "json";
    public string MediaType => "application/json";

    public string Write(IncidentReport report)
    {
        var sections = report.Sections.Select(section => new JsonObject
        {
            ["title"] = section.Title,
            ["blocks"] = new JsonArray([.. section.Blocks.Select(Block)]),
        });
        var document = new JsonObject
        {
            ["title"] = report.Title,
            ["marking"] = report.Marking,
            ["sections"] = new JsonArray([.. sections]),
        };
        return document.ToJsonString(s_json) + "\n";
    }

    private static JsonNode Block(ReportBlock block) =>
        block switch
        {
            ReportBlock.Heading heading => new JsonObject { ["heading"] = heading.Text },
            ReportBlock.Paragraph paragraph => new JsonObject { ["paragraph"] = paragraph.Text },
            ReportBlock.Code code => new JsonObject { ["code"] = code.Text },
            ReportBlock.Bullets bullets => new JsonObject { ["items"] = Texts(bullets.Items) },
            ReportBlock.Grid grid => new JsonObject
            {
                ["headings"] = Texts(grid.Headings),
                ["rows"] = new JsonArray([.. grid.Rows.Select(Texts)]),
            },
            _ => new JsonObject(),
        };

    private static JsonArray Texts(IEnumerable<string> texts) => new([.. texts.Select(text => JsonValue.Create(text))]);
}
