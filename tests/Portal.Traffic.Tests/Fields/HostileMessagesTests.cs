using FsCheck.Xunit;
using Portal.Samples;
using Portal.Traffic.Captures;
using Portal.Traffic.Fields;
using Portal.Traffic.Flows;
using Portal.Traffic.Inspection;
using Portal.Traffic.Records;

namespace Portal.Traffic.Tests.Fields;

/// <summary>Whatever became of a message that was captured, its fields show what can be read and do not throw.</summary>
public sealed class HostileMessagesTests
{
    private static readonly string[] s_captures =
    [
        "benign/smb_deletefile.pcap",
        "benign/smb311.pcap",
        "benign/raw_ntlm_in_smb.pcap",
        "benign/dce_rpc_netlogon.pcapng",
        "benign/ldap-and-search.pcap",
        "benign/modify-request.pcapng",
        "benign/aduser1.pcap",
        "benign/kerberos-login.pcap",
        "benign/krb5-tcp.pcap",
    ];

    private static readonly string[] s_encapsulated =
    [
        "formats/mixed-vlan-mpls.pcap",
        "formats/gre-erspan.pcap",
        "formats/gre-pptp.pcap",
        "formats/vxlan.pcap",
        "formats/tcpdump-geneve.pcap",
        "formats/gtp-u.pcap",
        "formats/radiotap.pcap",
        "formats/80211_beacon_frame.pcap",
        "formats/snap-tcp.pcap",
    ];

    private static readonly List<Kept> s_messages = Collect();
    private static readonly List<CapturedFrame> s_frames = [.. s_encapsulated.SelectMany(Frames)];

    [Fact]
    public void Messages_cut_anywhere_are_borne()
    {
        const int Longest = 400; // what stands behind is of the same kind
        Assert.True(s_messages.Count > 200, $"{s_messages.Count}");
        foreach (var message in s_messages)
        {
            for (var length = 0; length < Math.Min(message.Bytes.Length, Longest); length++)
            {
                Show(message, message.Bytes[..length]);
            }
        }
    }

    [Property(MaxTest = 3000)]
    public void Damaged_messages_are_borne(uint which, (ushort Place, byte Value)[] damages)
    {
        var message = s_messages[(int)(which % (uint)s_messages.Count)];
        var bytes = Damaged(message.Bytes, damages);
        var tree = Show(message, bytes);
        Assert.All(tree.Flat, node => Assert.InRange(node.Offset + node.Length, 0, bytes.Length));
    }

    [Property(MaxTest = 3000)]
    public void Damaged_frames_are_borne(uint which, (ushort Place, byte Value)[] damages, ushort kept)
    {
        var frame = s_frames[(int)(which % (uint)s_frames.Count)];
        var bytes = Damaged(frame.Data, damages);
        bytes = kept % 3 == 0 ? bytes[..(kept % (bytes.Length + 1))] : bytes;
        FrameDissector.Dissect(1, frame.Time, frame.LinkType, bytes, frame.OriginalLength);
    }

    private static byte[] Damaged(byte[] bytes, (ushort Place, byte Value)[] damages)
    {
        var damaged = bytes.ToArray();
        foreach (var (place, value) in damages)
        {
            damaged[place % damaged.Length] = value;
        }
        return damaged;
    }

    private static FieldTree Show(Kept message, byte[] bytes)
    {
        var tree = new FieldTree(bytes);
        message.Fields(tree, new FieldMessage(0, bytes, message.Side, message.State));
        return tree;
    }

    private static List<Kept> Collect()
    {
        var sink = new Collector();
        foreach (var capture in s_captures)
        {
            var analyzer = new TrafficAnalyzer(new TrafficAnalyzerOptions { Messages = sink }, sink);
            foreach (var frame in Frames(capture))
            {
                analyzer.Process(frame.Number, frame.Time, frame.LinkType, frame.Data, frame.OriginalLength);
            }
            analyzer.Finish();
        }
        return sink.Messages;
    }

    private static List<CapturedFrame> Frames(string capture)
    {
        using var stream = File.OpenRead(Corpus.File("captures/" + capture));
        using var reader = CaptureReader.Open(stream);
        var frames = new List<CapturedFrame>();
        while (reader.TryReadNext(out var frame))
        {
            frames.Add(CapturedFrame.Of(frame));
        }
        return frames;
    }

    private sealed record Kept(MessageFields Fields, Side Side, byte[] Bytes, object? State);

    private sealed class Collector : IMessageSink, IRecordSink
    {
        public List<Kept> Messages { get; } = [];

        public void NoteStream(long frame, string protocol) { }

        public void Add(
            long frame,
            MessageFields fields,
            Side side,
            ReadOnlySpan<byte> bytes,
            object? state,
            string view
        )
        {
            if (!bytes.IsEmpty)
            {
                Messages.Add(new Kept(fields, side, bytes.ToArray(), state));
            }
        }

        public void Write<TRecord>(Table<TRecord> table, TRecord record)
            where TRecord : class { }
    }
}
