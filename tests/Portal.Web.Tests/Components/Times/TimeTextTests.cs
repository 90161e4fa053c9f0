using Portal.Web.Components.Times;

namespace Portal.Web.Tests.Components.Times;

public sealed class TimeTextTests
{
    private const long Time = 1_763_217_302_118_000_000; // 2025-11-15T14:35:02.118Z

    [Fact]
    public void A_time_prints_its_zone()
    {
        Assert.Equal("2025-11-15 14:35:02.118 UTC", TimeText.WithZone(Time, TimeZoneInfo.Utc));
        Assert.Equal(
            "2025-11-15 15:35:02.118 Europe/Berlin +01:00",
            TimeText.WithZone(Time, TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin"))
        );
    }

    [Fact]
    public void The_offset_follows_the_instant_not_the_season_now()
    {
        var berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

        Assert.Equal("+02:00", TimeText.Offset(1_752_000_000_000_000_000, berlin)); // July 2025
        Assert.Equal("+01:00", TimeText.Offset(Time, berlin));
    }

    [Fact]
    public void An_unknown_zone_is_shown_as_UTC() => Assert.True(TimeText.IsUtc(TimeText.FindZone("Mars/Olympus")));

    [Theory]
    [InlineData("2025-11-15 14:35:02.118 UTC")]
    [InlineData("2025-11-15T14:35:02.118Z")]
    [InlineData("2025-11-15 15:35:02.118 +01:00")]
    [InlineData("2025-11-15 15:35:02.118 Europe/Berlin")]
    [InlineData("2025-11-15 09:35:02.118 -0500")]
    public void A_typed_time_is_placed_by_its_zone(string text)
    {
        Assert.True(TypedTime.TryRead(text, out var nanoseconds, out _));
        Assert.Equal(Time, nanoseconds);
    }

    [Theory]
    [InlineData("2025-11-15 14:35:02", "zone is missing")]
    [InlineData("15.11.2025 14:35 UTC", "Write it as")]
    [InlineData("2025-02-30 14:35 UTC", "no such date")]
    [InlineData("2025-11-15 14:35 Mars/Olympus", "not known")]
    [InlineData("2025-10-26 02:30 Europe/Berlin", "clock was changed")]
    [InlineData("2025-11-15 14:35 +19:00", "14 hours")]
    [InlineData(null, "Write it as")]
    public void A_typed_time_that_is_not_certain_is_refused_with_the_reason(string? text, string reason)
    {
        Assert.False(TypedTime.TryRead(text, out _, out var problem));
        Assert.Contains(reason, problem, StringComparison.Ordinal);
    }
}
