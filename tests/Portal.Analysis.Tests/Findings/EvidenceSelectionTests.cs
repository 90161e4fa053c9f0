using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Portal.Analysis.Findings;

namespace Portal.Analysis.Tests.Findings;

public sealed class EvidenceSelectionTests
{
    [Fact]
    public void First_and_last_come_first_then_evenly_spaced_ones()
    {
        Assert.Equal([0L, 4, 1, 2, 3], EvidenceSelection.Indexes(5));
    }

    [Property]
    public bool Never_more_than_the_limit_and_never_one_twice(PositiveInt count)
    {
        var indexes = EvidenceSelection.Indexes((long)count.Get * 997).ToList();

        return indexes.Count <= EvidenceReference.MaxListed
            && indexes.Distinct().Count() == indexes.Count
            && indexes.TrueForAll(index => index >= 0 && index < (long)count.Get * 997);
    }

    [Fact]
    public void Frames_begin_with_the_bounds_of_the_finding()
    {
        var events = Enumerable
            .Range(0, 200)
            .Select(index => new EvidenceEvent("aa", (index * 10) + 1, (index * 10) + 9, null, $"C{index}"));

        var reference = Assert.Single(EvidenceSelection.Select(events, new Dictionary<string, long> { ["aa"] = 1800 }));

        Assert.Equal([1L, 1999], reference.Frames.Take(2));
        Assert.True(reference.Frames.Count <= EvidenceReference.MaxListed);
        Assert.Equal(1800, reference.FrameCount);
        Assert.Equal("C0", reference.Uids[0]);
        Assert.Empty(reference.Lines);
    }

    [Fact]
    public void Captures_and_logs_are_separate_references_in_order_of_digest()
    {
        EvidenceEvent[] events = [new("bb", Line: 12), new("aa", 3, 4), new("bb", Line: 15)];

        var references = EvidenceSelection.Select(events);

        Assert.Equal(["aa", "bb"], references.Select(reference => reference.Sha256));
        Assert.Equal([3L, 4], references[0].Frames);
        Assert.Equal([12L, 15], references[1].Lines);
        Assert.Equal(2, references[1].LineCount);
    }
}
