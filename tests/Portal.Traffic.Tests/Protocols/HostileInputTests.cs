using Portal.Traffic.Protocols;

namespace Portal.Traffic.Tests.Protocols;

/// <summary>Conversations cut and damaged in every place: no protocol may throw, whatever it makes of them.</summary>
public sealed class HostileInputTests
{
    public static TheoryData<string> Names =>
        new(ProtocolSamples.All.Select(sample => sample.Name).Distinct(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_sample_is_claimed(string name)
    {
        foreach (var sample in ProtocolSamples.Of(name))
        {
            var (side, bytes) = sample.Messages[0];
            Assert.Equal(Claim.Yes, sample.Protocol.Claims(sample.NewFlow(), side, bytes));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Messages_cut_anywhere_are_borne(string name)
    {
        foreach (var sample in ProtocolSamples.Of(name))
        {
            for (var cut = 0; cut < sample.Messages.Count; cut++)
            {
                for (var length = 0; length < sample.Messages[cut].Bytes.Length; length++)
                {
                    var messages = sample.Messages.ToArray();
                    messages[cut] = (messages[cut].Side, messages[cut].Bytes[..length]);
                    Play(sample, messages);
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Damaged_bytes_are_borne(string name)
    {
        var random = new Random(1);
        foreach (var sample in ProtocolSamples.Of(name))
        {
            for (var turn = 0; turn < 500; turn++)
            {
                var messages = sample.Messages.Select(m => (m.Side, m.Bytes.ToArray())).ToArray();
                for (var hits = random.Next(1, 4); hits > 0; hits--)
                {
                    var bytes = messages[random.Next(messages.Length)].Item2;
                    bytes[random.Next(bytes.Length)] = random.Next(3) == 0 ? (byte)0xFF : (byte)random.Next(256);
                }
                Play(sample, messages);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Gaps_between_messages_are_borne(string name)
    {
        foreach (var sample in ProtocolSamples.Of(name).Where(sample => sample.Transport == Transports.Tcp))
        {
            for (var gap = 0; gap < sample.Messages.Count; gap++)
            {
                var flow = sample.NewFlow();
                var analyzer = sample.Protocol.Start(flow);
                for (var i = 0; i < sample.Messages.Count; i++)
                {
                    var (side, bytes) = sample.Messages[i];
                    if (i == gap)
                    {
                        analyzer.OnGap(side, bytes.Length, flow.NextFrame());
                    }
                    else
                    {
                        analyzer.OnData(side, bytes, flow.NextFrame());
                    }
                }
                analyzer.OnDone();
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Streams_in_single_bytes_say_the_same(string name)
    {
        foreach (var sample in ProtocolSamples.Of(name).Where(sample => sample.Transport == Transports.Tcp))
        {
            var whole = Play(sample, [.. sample.Messages]);
            var pieces = sample.Messages.SelectMany(m => m.Bytes.Select(value => (m.Side, new[] { value }))).ToArray();
            var slow = Play(sample, pieces);

            Assert.Equal(whole.Services, slow.Services);
            Assert.Equal(whole.Collected.Tables.Order(), slow.Collected.Tables.Order());
        }
    }

    private static ScriptedFlow Play(ProtocolSample sample, (Side, byte[])[] messages)
    {
        var flow = sample.NewFlow();
        sample.Protocol.Claims(flow, messages[0].Item1, messages[0].Item2);
        return ProtocolPlay.Run(sample.Protocol, flow, messages);
    }
}
