using FsCheck.Xunit;
using Portal.Traffic.Captures;
using Portal.Traffic.Packets;
using Portal.Traffic.Tests.Flows;

namespace Portal.Traffic.Tests.Packets;

public sealed class IpDefragmenterTests
{
    private const ushort More = 0x2000;

    [Property(MaxTest = 500)]
    public void Any_order_of_fragments_gives_the_datagram_back(byte units, int seed)
    {
        var random = new Random(seed);
        var payload = new byte[((units + 1) * 8) + 5];
        random.NextBytes(payload);
        var fragments = Cut(payload, random);
        random.Shuffle(fragments);
        var defragmenter = new IpDefragmenter(16, long.MaxValue);

        var whole = fragments.Select(fragment => Add(defragmenter, fragment)).ToList()[^1];

        Assert.Equal(Wire.Ipv4(17, Wire.A, Wire.B, payload, 9), whole);
        Assert.Equal(0, defragmenter.Dropped);
    }

    [Fact]
    public void Keeps_what_came_first_and_names_the_overlap()
    {
        var defragmenter = new IpDefragmenter(16, long.MaxValue);
        Add(defragmenter, Fragment("ABCDEFGHIJKLMNOP"u8.ToArray(), 0, More));
        var whole = Add(defragmenter, Fragment("ijklmnop..."u8.ToArray(), 8, 0));

        Assert.Equal("ABCDEFGHIJKLMNOP..."u8.ToArray(), whole[20..]);
        Assert.Contains("fragment_inconsistency", defragmenter.Anomalies);
    }

    [Fact]
    public void Names_a_repetition_an_overlap()
    {
        var defragmenter = new IpDefragmenter(16, long.MaxValue);
        Add(defragmenter, Fragment("ABCDEFGH"u8.ToArray(), 0, More));
        Add(defragmenter, Fragment("ABCDEFGH"u8.ToArray(), 0, More));

        Assert.Equal(["excessively_small_fragment", "fragment_overlap"], defragmenter.Anomalies);
    }

    [Fact]
    public void Drops_what_waits_too_long()
    {
        var defragmenter = new IpDefragmenter(16, 1000);
        Add(defragmenter, Fragment("ABCDEFGH"u8.ToArray(), 0, More), 0);

        Assert.Empty(Add(defragmenter, Fragment("rest"u8.ToArray(), 8, 0), 2000));
        Assert.Equal(1, defragmenter.Dropped);
    }

    [Fact]
    public void Drops_the_oldest_when_too_many_wait()
    {
        var defragmenter = new IpDefragmenter(2, long.MaxValue);
        for (ushort id = 1; id <= 3; id++)
        {
            Add(defragmenter, Wire.Ipv4(17, Wire.A, Wire.B, new byte[8], id, More));
        }

        Assert.Equal(1, defragmenter.Dropped);
        Assert.Empty(Add(defragmenter, Wire.Ipv4(17, Wire.A, Wire.B, new byte[4], 1, 1)));
        Assert.NotEmpty(Add(defragmenter, Wire.Ipv4(17, Wire.A, Wire.B, new byte[4], 3, 1)));
    }

    [Fact]
    public void Puts_IPv6_together_without_its_fragment_header()
    {
        var defragmenter = new IpDefragmenter(16, long.MaxValue);
        Assert.Empty(Add(defragmenter, Fragment6("ABCDEFGH", 0, hasMore: true)));

        var whole = Add(defragmenter, Fragment6("rest", 8, hasMore: false));

        Assert.Equal(17, whole[6]);
        Assert.Equal(12, whole[5]);
        Assert.Equal("ABCDEFGHrest"u8.ToArray(), whole[40..]);
    }

    [Property(MaxTest = 500)]
    public void Never_throws_on_random_fragments((ushort Field, byte[] Payload)[] fragments)
    {
        var defragmenter = new IpDefragmenter(4, 1000);
        foreach (var (field, payload) in fragments)
        {
            var whole = Add(defragmenter, Wire.Ipv4(17, Wire.A, Wire.B, payload, (ushort)(field % 3), field));
            Assert.InRange(whole.Length, 0, 65535);
        }
    }

    private static byte[] Add(IpDefragmenter defragmenter, byte[] bytes, long time = 0)
    {
        Packet packet = default;
        Assert.True(PacketDecoder.TryDecode(LinkType.Raw, bytes, (uint)bytes.Length, ref packet));
        return packet.IsFragment ? defragmenter.Add(packet, time).ToArray() : [];
    }

    private static byte[][] Cut(byte[] payload, Random random)
    {
        var fragments = new List<byte[]>();
        var last = payload.Length & ~7;
        for (var at = 0; at < last; )
        {
            var length = Math.Min((1 + random.Next(4)) * 8, last - at);
            fragments.Add(Fragment(payload[at..(at + length)], at, More));
            at += length;
        }
        fragments.Add(Fragment(payload[last..], last, 0));
        return [.. fragments];
    }

    private static byte[] Fragment(byte[] payload, int offset, ushort flags) =>
        Wire.Ipv4(17, Wire.A, Wire.B, payload, 9, (ushort)(flags | (offset / 8)));

    private static byte[] Fragment6(string payload, int offset, bool hasMore) =>
        [
            .. Convert.FromHexString("6000000000"),
            (byte)(8 + payload.Length),
            44,
            64,
            .. new byte[15],
            1,
            .. new byte[15],
            2,
            17,
            0,
            (byte)(offset >> 8),
            (byte)(offset | (hasMore ? 1 : 0)),
            0,
            0,
            0,
            7,
            .. System.Text.Encoding.ASCII.GetBytes(payload),
        ];
}
