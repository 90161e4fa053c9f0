using FsCheck.Xunit;
using Portal.Traffic.Flows;

namespace Portal.Traffic.Tests.Flows;

public sealed class TcpReassemblerTests
{
    private static readonly FrameStamp s_frame = new(1, 0);

    [Property(MaxTest = 1000)]
    public void Any_cutting_order_and_overlap_gives_the_stream_back(
        byte[] stream,
        (ushort Start, ushort Length)[] extra,
        int seed
    )
    {
        var (reassembler, log, budget) = Make();
        foreach (var (start, length) in Segments(stream.Length, extra, seed))
        {
            reassembler.Add(1 + start, stream.AsSpan(start, length), s_frame);
        }

        Assert.Equal(stream, log.Bytes);
        Assert.Equal(0, log.Missing);
        Assert.Equal(0, budget.Held);
    }

    [Property(MaxTest = 1000)]
    public void What_is_lost_is_announced_as_a_gap_of_its_size(byte[] stream, (ushort Start, ushort Length)[] segments)
    {
        var (reassembler, log, budget) = Make();
        var seen = new bool[stream.Length];
        foreach (var (a, b) in segments)
        {
            var start = a % (stream.Length + 1);
            var length = Math.Min(b % 50, stream.Length - start);
            Array.Fill(seen, true, start, length);
            reassembler.Add(1 + start, stream.AsSpan(start, length), s_frame);
        }

        reassembler.Acknowledge(1 + stream.Length, s_frame);

        Assert.Equal(stream.Where((_, i) => seen[i]), log.Bytes);
        Assert.Equal(seen.Count(isSeen => !isSeen), log.Missing);
        Assert.Equal(0, budget.Held);
    }

    [Fact]
    public void Keeps_what_came_first_where_segments_overlap()
    {
        var (reassembler, log, _) = Make();

        reassembler.Add(3, "CD"u8, s_frame);
        reassembler.Add(1, "abcde"u8, s_frame);

        Assert.Equal("abCDe"u8.ToArray(), log.Bytes);
    }

    [Fact]
    public void Passes_data_in_order_on_without_holding_it()
    {
        var (reassembler, log, budget) = Make();

        reassembler.Add(1, "one"u8, s_frame);
        reassembler.Add(4, "two"u8, s_frame);

        Assert.Equal("onetwo"u8.ToArray(), log.Bytes);
        Assert.Equal(0, budget.Peak);
    }

    [Fact]
    public void Ignores_repetitions_and_keep_alives()
    {
        var (reassembler, log, _) = Make();

        reassembler.Add(1, "hello"u8, s_frame);
        reassembler.Acknowledge(6, s_frame);
        reassembler.Add(5, "o"u8, s_frame);
        reassembler.Add(1, "hello"u8, s_frame);

        Assert.Equal("hello"u8.ToArray(), log.Bytes);
    }

    [Fact]
    public void Goes_on_past_a_hole_when_one_side_holds_back_too_much()
    {
        var (reassembler, log, budget) = Make(sideLimit: 1000);

        for (var i = 0; i < 20; i++)
        {
            reassembler.Add(11 + (i * 100), new byte[100], s_frame);
        }

        Assert.Equal(10, log.Missing);
        Assert.Equal(2000, log.Bytes.Count);
        Assert.Equal(1, budget.LimitsHit);
        Assert.InRange(budget.Peak, 1, 1300);
    }

    [Fact]
    public void A_flood_of_tiny_segments_meets_the_limit_too()
    {
        var (reassembler, _, budget) = Make(sideLimit: 100_000);

        for (var i = 0; i < 50_000; i++)
        {
            reassembler.Add(10 + (i * 2), "x"u8, s_frame);
        }

        Assert.True(budget.LimitsHit > 0);
        Assert.InRange(budget.Held, 1, 100_200);
    }

    [Fact]
    public void Gives_its_buffers_back()
    {
        var (reassembler, _, budget) = Make();
        reassembler.Add(100, "late"u8, s_frame);
        Assert.NotEqual(0, budget.Held);

        reassembler.Release();

        Assert.Equal(0, budget.Held);
    }

    private static (TcpReassembler, StreamLog, ReassemblyBudget) Make(int sideLimit = 1 << 20)
    {
        var log = new StreamLog();
        var budget = new ReassemblyBudget(1 << 24, sideLimit);
        return (new TcpReassembler(Side.Originator, log, budget), log, budget);
    }

    /// <summary>Pieces that cover the stream, and others that overlap them, shuffled.</summary>
    private static (int Start, int Length)[] Segments(int total, (ushort Start, ushort Length)[] extra, int seed)
    {
        var random = new Random(seed);
        var segments = new List<(int, int)>();
        for (var at = 0; at < total; )
        {
            var length = Math.Min(1 + random.Next(20), total - at);
            segments.Add((at, length));
            at += length;
        }
        foreach (var (a, b) in extra)
        {
            var start = a % (total + 1);
            segments.Add((start, Math.Min(b % 40, total - start)));
        }
        var shuffled = segments.ToArray();
        random.Shuffle(shuffled);
        return shuffled;
    }

    private sealed class StreamLog : IStreamConsumer
    {
        public List<byte> Bytes { get; } = [];
        public long Missing { get; private set; }

        public void OnStream(Side side, ReadOnlySpan<byte> bytes, FrameStamp frame) => Bytes.AddRange(bytes);

        public void OnStreamGap(Side side, long bytes, FrameStamp frame) => Missing += bytes;
    }
}
