using Portal.Fuzz.Targets;
using Portal.Traffic.Protocols;

namespace Portal.Fuzz.Tests;

/// <summary>
/// Flows of real captures that end anywhere: what is whole is read, what is cut is refused or read in part, and nothing is
/// thrown.
/// </summary>
public sealed class TruncationTests
{
    private const int FlowsOfProtocol = 12;
    private const int MaxCuts = 1500;

    public static TheoryData<string> Names =>
        new(FuzzTargets.All.OfType<ProtocolTarget>().Select(target => target.Name["protocol/".Length..]));

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_truncation_is_refused_or_read_in_part(string name)
    {
        var target = FuzzTargets.All.OfType<ProtocolTarget>().Single(target => target.Name == $"protocol/{name}");
        var flows = SharedSeeds.Require().Sessions(target.Protocol, target.Transport);
        Assert.NotEmpty(flows);

        foreach (var flow in flows.OrderBy(flow => flow.Length).Take(FlowsOfProtocol))
        {
            for (var length = 0; length < Math.Min(flow.Length, MaxCuts); length++)
            {
                target.Run(flow.AsSpan(0, length));
            }
        }
    }

    /// <summary>
    /// Each message cut while the flow goes on behind it. A protocol may give the flow up then; a datagram that is less does
    /// not make more rows, but where a pair falls apart.
    /// </summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void A_cut_message_is_refused_or_read_in_part(string name)
    {
        var target = FuzzTargets.All.OfType<ProtocolTarget>().Single(target => target.Name == $"protocol/{name}");
        foreach (var flow in SharedSeeds.Require().Sessions(target.Protocol, target.Transport).Take(FlowsOfProtocol))
        {
            var whole = target.Play(flow);
            foreach (var cut in CutOnce(flow).Take(MaxCuts))
            {
                var rows = target.Play(cut);
                Assert.True(target.Transport != Transports.Udp || rows <= whole + 2, $"{whole} and {rows} rows");
            }
        }
    }

    private static IEnumerable<byte[]> CutOnce(byte[] flow)
    {
        var steps = new List<(int Start, int Bytes)>();
        var at = 3;
        while (at + 3 < flow.Length)
        {
            var isData = ((flow[at] >> 1) & 3) < 2;
            var bytes = isData ? Math.Min((flow[at + 1] << 8) | flow[at + 2], flow.Length - at - 3) : 0;
            steps.Add((at, bytes));
            at += 3 + bytes;
        }
        foreach (var (start, bytes) in steps)
        {
            for (var length = 1; length < bytes; length++)
            {
                byte[] cut = [.. flow[..(start + 3 + length)], .. flow[(start + 3 + bytes)..]];
                (cut[start + 1], cut[start + 2]) = ((byte)(length >> 8), (byte)length);
                yield return cut;
            }
        }
    }
}
