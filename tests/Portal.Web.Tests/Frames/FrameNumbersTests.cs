using Portal.Web.Frames;

namespace Portal.Web.Tests.Frames;

public sealed class FrameNumbersTests
{
    [Fact]
    public void Windows_and_places_are_right_beyond_one_chunk()
    {
        var numbers = new FrameNumbers();
        for (var number = 1; number <= 40_000; number++)
        {
            numbers.Add(number * 2L);
        }

        Assert.Equal([32_766L, 32_768, 32_770, 32_772], numbers.Range(16_382, 4));
        Assert.Equal(16_384, numbers.PlaceOf(32_770));
        Assert.Equal(16_384, numbers.PlaceOf(32_769));
        Assert.Equal(40_000, numbers.PlaceOf(1_000_000));
        Assert.Empty(numbers.Range(40_000, 10));
        Assert.Equal([80_000L], numbers.Range(39_999, 10));
    }
}
