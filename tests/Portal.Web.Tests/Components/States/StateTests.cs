using Bunit;
using Portal.Web.Components.States;

namespace Portal.Web.Tests.Components.States;

public sealed class StateTests : ComponentTest
{
    [Fact]
    public void An_error_says_what_is_kept_offers_its_detail_and_a_retry()
    {
        var retried = false;
        var state = Render<ErrorState>(parts =>
            parts
                .Add(part => part.Title, "The findings could not be read")
                .Add(part => part.Detail, "disk I/O error")
                .Add(part => part.OnRetry, () => retried = true)
        );
        Assert.Contains("untouched", state.Markup, StringComparison.Ordinal);
        Assert.Equal("disk I/O error", state.Find("[data-copy]").GetAttribute("data-copy"));

        state.Find("button.primary").Click();

        Assert.True(retried);
    }

    [Fact]
    public void Progress_shows_stage_share_rate_and_time_left_and_can_be_cancelled()
    {
        var cancelled = false;
        var progress = Render<RunProgress>(parts =>
            parts
                .Add(part => part.Stage, "reading frames")
                .Add(part => part.Share, 0.425)
                .Add(part => part.Rate, "48 MB/s")
                .Add(part => part.SecondsLeft, 71.2)
                .Add(part => part.OnCancel, () => cancelled = true)
        );
        foreach (var shown in new[] { "reading frames", "42 %", "48 MB/s", "1 min 12 s left" })
        {
            Assert.Contains(shown, progress.Markup, StringComparison.Ordinal);
        }

        progress.Find("button").Click();

        Assert.True(cancelled);
    }

    [Fact]
    public void Progress_without_an_end_claims_no_share()
    {
        var progress = Render<RunProgress>(parts => parts.Add(part => part.Stage, "waiting"));

        Assert.Null(progress.Find("[role=progressbar]").GetAttribute("aria-valuenow"));
        Assert.DoesNotContain("%", progress.Find(".progress").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void A_skeleton_has_the_lines_and_columns_of_what_will_stand_there()
    {
        var skeleton = Render<LoadingSkeleton>(parts => parts.Add(part => part.Rows, 3).Add(part => part.Columns, 4));

        Assert.Equal(3, skeleton.FindAll(".line").Count);
        Assert.Equal(12, skeleton.FindAll(".bar").Count);
    }
}
