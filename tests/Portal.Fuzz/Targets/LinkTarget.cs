using System.Buffers.Binary;
using Portal.Fuzz.Engine;
using Portal.Fuzz.Seeds;
using Portal.Traffic;
using Portal.Traffic.Captures;
using Portal.Traffic.Fields;
using Portal.Traffic.Flows;
using Portal.Traffic.Inspection;

namespace Portal.Fuzz.Targets;

/// <summary>
/// Frames of one link type, each behind its length (2 bytes) and how much longer it was on the wire (1), through decoder,
/// tunnels, fragments and the whole engine, and as packet trees.
/// </summary>
public sealed class LinkTarget(LinkType linkType) : FuzzTarget($"link/{linkType}")
{
    private const int HeadBytes = 3;
    private const int FramesOfSeed = 4;

    public override int MaxBytes => 8 * 1024;

    public override long MaxAllocatedBytes => 24 << 20;

    public override IEnumerable<byte[]> Seeds(CorpusSeeds corpus) =>
        corpus.Frames(linkType).Chunk(FramesOfSeed).Select(Joined).DefaultIfEmpty([0, 1, 0, 0x45]);

    public override void Run(ReadOnlySpan<byte> input)
    {
        var analyzer = new TrafficAnalyzer(new TrafficAnalyzerOptions(), new ReadingSink());
        for (var number = 1; input.Length > HeadBytes; number++)
        {
            var length = BinaryPrimitives.ReadUInt16BigEndian(input);
            var beyond = input[2];
            input = input[HeadBytes..];
            var frame = input[..Math.Min(length, input.Length)];
            input = input[frame.Length..];
            var time = UnixTime.NanosecondsPerSecond * number;
            analyzer.Process(number, time, linkType, frame, (uint)(frame.Length + beyond));
            var seen = FrameDissector.Dissect(
                number,
                time,
                linkType,
                frame.ToArray(),
                (uint)(frame.Length + beyond),
                UnixTime.NanosecondsPerSecond
            );
            ReadTree(seen.Tree, seen.Bytes.Length);
        }
        analyzer.Finish();
        if (analyzer.Counters.AnalyzerFailures > 0)
        {
            throw new CaughtErrorException("an analyzer failed");
        }
    }

    /// <summary>What a page shows: each node's text, and its bytes inside the frame.</summary>
    private static void ReadTree(IReadOnlyList<FieldNode> nodes, int frameBytes)
    {
        foreach (var node in nodes)
        {
            _ = node.Label.Length;
            if (node.Offset < 0 || node.Length < 0 || node.Offset + node.Length > frameBytes)
            {
                throw new InvalidDataException(
                    $"{node.Name} lies at {node.Offset}+{node.Length} of {frameBytes} bytes"
                );
            }
            ReadTree(node.Children, frameBytes);
        }
    }

    private static byte[] Joined(byte[][] frames)
    {
        var input = new List<byte>();
        foreach (var frame in frames)
        {
            input.AddRange([(byte)(frame.Length >> 8), (byte)frame.Length, 0]);
            input.AddRange(frame);
        }
        return [.. input];
    }
}
