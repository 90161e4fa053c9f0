using Bunit;
using Portal.Web.Components.Evidence;

namespace Portal.Web.Tests.Components.Evidence;

public sealed class EvidenceChipTests : ComponentTest
{
    private static readonly FramePlace s_place = new(
        new string('a', 64),
        "capture.pcap",
        18234,
        Time: 1_763_217_302_118_000_000
    );

    [Fact]
    public void Names_the_file_the_frame_and_the_time_with_its_zone()
    {
        var chip = Render<EvidenceChip>(parts =>
            parts.Add(part => part.Place, s_place).Add(part => part.Href, "/there")
        );

        Assert.Equal(
            "capture.pcap #18234 · 14:35:02.118 UTC",
            chip.Find("a").TextContent.ReplaceLineEndings("").Trim()
        );
        Assert.Equal("/there", chip.Find("a").GetAttribute("href"));
        Assert.Equal(
            "capture.pcap #18234 · 2025-11-15 14:35:02.118 UTC",
            chip.Find("[data-copy]").GetAttribute("data-copy")
        );
    }

    [Fact]
    public void Asks_for_a_summary_once_the_pointer_rests_on_it()
    {
        FramePlace? asked = null;
        var chip = Render<EvidenceChip>(parts =>
            parts.Add(part => part.Place, s_place).Add(part => part.OnPeek, place => asked = place)
        );

        chip.Find(".evidence-chip").MouseEnter();

        Assert.Equal(s_place, asked);
    }

    [Fact]
    public void Shows_a_hostile_file_name_as_text()
    {
        var place = s_place with { Name = "<img src=x onerror=alert(1)>\u202Efdp.exe" };
        var chip = Render<EvidenceChip>(parts => parts.Add(part => part.Place, place));

        Assert.Empty(chip.FindAll("img"));
        Assert.Equal("U+202E", chip.Find(".ctl").TextContent);
    }

    [Fact]
    public void Folds_a_long_strip_and_says_how_many_there_are_in_all()
    {
        var places = Enumerable.Range(1, 20).Select(number => s_place with { Number = number }).ToList();
        var strip = Render<FrameStrip>(parts =>
            parts.Add(part => part.Places, places).Add(part => part.Total, 237).Add(part => part.Shown, 5)
        );
        Assert.Equal(5, strip.FindAll(".evidence-chip").Count);
        Assert.Contains("237 in all", strip.Markup, StringComparison.Ordinal);

        strip.Find("button.quiet").Click();

        Assert.Equal(20, strip.FindAll(".evidence-chip").Count);
    }
}
