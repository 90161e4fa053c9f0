using System.Text;
using System.Text.Json;
using Portal.Analysis.Findings;

namespace Portal.Analysis.Tests.Findings;

public sealed class FindingTests
{
    [Fact]
    public void A_finding_without_a_frame_or_line_cannot_be_made()
    {
        Assert.Throws<ArgumentException>(() => Sample([]));
        Assert.Throws<ArgumentException>(() => Sample([new EvidenceReference { Sha256 = "aa", Uids = ["C1"] }]));
    }

    [Fact]
    public void Json_has_the_names_of_the_contract()
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            FindingJson.Write(
                json,
                Sample([
                    new EvidenceReference
                    {
                        Sha256 = "aa",
                        Frames = [7],
                        FrameCount = 90,
                    },
                ])
            );
        }
        using var document = JsonDocument.Parse(Encoding.UTF8.GetString(stream.ToArray()));
        var root = document.RootElement;

        Assert.Equal("critical", root.GetProperty("severity").GetString());
        Assert.Equal("1970-01-01T00:00:01.000Z", root.GetProperty("firstTime").GetString());
        Assert.Equal(60.25, root.GetProperty("statistics").GetProperty("period_seconds").GetDouble());
        Assert.Equal(JsonValueKind.Null, root.GetProperty("statistics").GetProperty("z").ValueKind);
        Assert.Equal(7, root.GetProperty("evidence")[0].GetProperty("frames")[0].GetInt64());
        Assert.Equal(90, root.GetProperty("evidence")[0].GetProperty("frameCount").GetInt64());
        foreach (
            var name in (string[])
                [
                    "key",
                    "detector",
                    "version",
                    "title",
                    "score",
                    "attack",
                    "lastTime",
                    "source",
                    "destination",
                    "port",
                    "protocol",
                    "explanation",
                ]
        )
        {
            Assert.True(root.TryGetProperty(name, out _), name);
        }
    }

    [Theory]
    [InlineData(60.000123, 60)]
    [InlineData(0.00012345, 0.0001235)]
    [InlineData(123456789, 123500000)]
    [InlineData(0, 0)]
    public void Numbers_are_rounded_to_what_was_measured(double value, double expected)
    {
        Assert.Equal(expected, SignificantDigits.Round(value));
    }

    private static Finding Sample(IReadOnlyList<EvidenceReference> evidence) =>
        new()
        {
            Key = "beaconing_a_b",
            Detector = "beaconing",
            Version = "1",
            Title = "a calls b",
            Severity = Severity.Critical,
            Score = 91,
            Confidence = 0.91,
            Impact = 4,
            FirstTime = 1_000_000_000,
            LastTime = 2_000_000_000,
            Explanation = "It does.",
            Statistics = [new("period_seconds", 60.25, "period"), new("z", double.NaN, "not measured")],
            Evidence = evidence,
        };
}
