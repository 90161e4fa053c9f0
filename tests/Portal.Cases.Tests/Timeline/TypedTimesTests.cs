using Portal.Cases.Refusals;
using Portal.Cases.Timeline;
using Portal.Traffic;

namespace Portal.Cases.Tests.Timeline;

public sealed class TypedTimesTests
{
    [Theory]
    [InlineData("2025-11-15 14:35:02.118 UTC", "2025-11-15T14:35:02.118Z")]
    [InlineData("2025-11-15T14:35:02Z", "2025-11-15T14:35:02.000Z")]
    [InlineData("2025-11-15 14:35 +01:00", "2025-11-15T13:35:00.000Z")]
    [InlineData("2025-11-15T14:35:02.123456789-0530", "2025-11-15T20:05:02.123456789Z")]
    [InlineData("2025-11-15 14:35:02,118 Europe/Berlin", "2025-11-15T13:35:02.118Z")]
    [InlineData("2025-07-15 14:35:02 Europe/Berlin", "2025-07-15T12:35:02.000Z")]
    [InlineData("  2025-11-15 14:35:02 utc ", "2025-11-15T14:35:02.000Z")]
    public void A_time_with_its_zone_is_read_exactly(string typed, string expected) =>
        Assert.Equal(expected, UnixTime.ToIso(TypedTimes.Parse(typed)));

    [Theory]
    [InlineData("2025-11-15 14:35:02", "zone is missing")]
    [InlineData("2025-11-15T14:35:02.118", "zone is missing")]
    [InlineData("yesterday UTC", "Write the time")]
    [InlineData("2025-02-30 14:35:02 UTC", "not a date")]
    [InlineData("2025-11-15 25:35:02 UTC", "not a date")]
    [InlineData("2025-11-15 14:35:02 Mars/Olympus", "not a time zone")]
    [InlineData("2025-03-30 02:30:00 Europe/Berlin", "skipped")]
    [InlineData("2025-10-26 02:30:00 Europe/Berlin", "twice")]
    [InlineData("", "Write the time")]
    public void A_time_that_could_mean_two_moments_or_none_is_refused(string typed, string reason)
    {
        var refused = Assert.Throws<RefusedException>(() => TypedTimes.Parse(typed));

        Assert.Equal("time", refused.Field);
        Assert.Contains(reason, refused.Message, StringComparison.Ordinal);
    }
}
