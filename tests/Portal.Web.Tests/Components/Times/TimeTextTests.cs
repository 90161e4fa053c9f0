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
}
