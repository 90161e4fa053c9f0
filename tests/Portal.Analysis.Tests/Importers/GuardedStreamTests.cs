using Portal.Analysis.Importers;

namespace Portal.Analysis.Tests.Importers;

public sealed class GuardedStreamTests
{
    [Fact]
    public void A_bomb_is_not_read_to_its_end()
    {
        using var guarded = new GuardedStream(new Endless(), () => 1000);
        var buffer = new byte[1 << 20];
        var read = 0L;
        while (guarded.Read(buffer) is > 0 and var length)
        {
            read += length;
            Assert.True(read < 300L << 20);
        }

        Assert.Contains("250 times", guarded.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Content_in_proportion_is_read_whole()
    {
        using var guarded = new GuardedStream(new Endless(), () => 2 << 20);
        var buffer = new byte[1 << 20];
        for (var i = 0; i < 400; i++)
        {
            Assert.Equal(buffer.Length, guarded.Read(buffer));
        }

        Assert.Null(guarded.Problem);
    }

    [Fact]
    public void The_head_is_read_again()
    {
        using var guarded = new GuardedStream(new MemoryStream([1, 2, 3]), () => 3);

        Assert.Equal([1, 2, 3], guarded.Head().ToArray());
        var again = new byte[10];
        Assert.Equal(3, guarded.ReadAtLeast(again, 10, throwOnEndOfStream: false));
        Assert.Equal([1, 2, 3], again[..3]);
    }

    [Fact]
    public void Damage_ends_the_content()
    {
        using var guarded = new GuardedStream(new Damaged(), () => 3);

        Assert.Equal(0, guarded.Read(new byte[10]));
        Assert.Contains("broken here", guarded.Problem, StringComparison.Ordinal);
    }

    private sealed class Endless : MemoryStream
    {
        public override int Read(Span<byte> buffer) => buffer.Length;
    }

    private sealed class Damaged : MemoryStream
    {
        public override int Read(Span<byte> buffer) => throw new InvalidDataException("broken here");
    }
}
