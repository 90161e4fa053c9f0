using System.Buffers.Binary;
using Portal.Fuzz.Engine;
using Portal.Fuzz.Seeds;
using Portal.Traffic;
using Portal.Traffic.Captures;
using Portal.Traffic.Flows;
using Portal.Traffic.Protocols;

namespace Portal.Fuzz.Targets;

/// <summary>
/// A flow as packets through the whole engine, where all protocols may claim it: recognition, upgrades, streams inside
/// streams, files.
/// </summary>
public sealed class FlowTarget(Transports transport)
    : FuzzTarget($"flow/{(transport == Transports.Tcp ? "tcp" : "udp")}")
{
    private const int IpHeader = 20;
    private const int MostPayload = 1400;
    private const uint Client = 0x0A00_0001;
    private const uint Server = 0xC633_6407;
    private const int ClientPort = 50000;

    public override long MaxAllocatedBytes => 24 << 20;

    public override double Weight => 2;

    public override IEnumerable<byte[]> Seeds(CorpusSeeds corpus) =>
        ProtocolCatalogue.All.SelectMany(protocol => corpus.Sessions(protocol.Name, transport).Take(16));

    public override void Run(ReadOnlySpan<byte> input)
    {
        var messages = MessageTrees.Are(input) ? new MessageTrees() : null;
        var options = new TrafficAnalyzerOptions { Keys = CorpusKeys.All, Messages = messages };
        var analyzer = new TrafficAnalyzer(options, new ReadingSink());
        var wire = new Wire(analyzer, transport, new Session(input));
        wire.Play();
        analyzer.Finish();
        if (analyzer.Counters.AnalyzerFailures > 0)
        {
            throw new CaughtErrorException("an analyzer failed");
        }
    }

    private ref struct Wire(TrafficAnalyzer analyzer, Transports transport, Session session)
    {
        private readonly Span<byte> _packet = new byte[IpHeader + IpHeader + MostPayload];
        private Session _session = session;
        private long _frames;
        private uint _sentByClient = 1;
        private uint _sentByServer = 1;

        public void Play()
        {
            if (transport == Transports.Tcp)
            {
                Segment(Side.Originator, 0x02, default);
                Segment(Side.Responder, 0x12, default);
            }
            while (_session.MoveNext())
            {
                Step();
            }
        }

        private void Step()
        {
            switch (_session.Kind)
            {
                case StepKind.Gap:
                    Advance(_session.Side, _session.Missing);
                    break;
                case StepKind.End when transport == Transports.Tcp:
                    Segment(_session.Side, 0x11, default);
                    Advance(_session.Side, 1);
                    break;
                case StepKind.Data:
                case StepKind.MoreData:
                    var most =
                        _session.PieceBytes == 0 || transport == Transports.Udp ? MostPayload : _session.PieceBytes;
                    for (var bytes = _session.Bytes; !bytes.IsEmpty; )
                    {
                        var now = bytes[..Math.Min(most, bytes.Length)];
                        Send(now);
                        bytes = bytes[now.Length..];
                    }
                    break;
                default:
                    break;
            }
        }

        private void Send(ReadOnlySpan<byte> bytes)
        {
            if (transport == Transports.Tcp)
            {
                Segment(_session.Side, 0x18, bytes);
                Advance(_session.Side, bytes.Length);
                return;
            }
            var udp = Ports(_session.Side);
            BinaryPrimitives.WriteUInt16BigEndian(udp[4..], (ushort)(8 + bytes.Length));
            udp[6..8].Clear();
            bytes.CopyTo(udp[8..]);
            Packet(_session.Side, 17, 8 + bytes.Length);
        }

        private void Segment(Side side, byte flags, ReadOnlySpan<byte> bytes)
        {
            var isSyn = (flags & 0x02) != 0;
            var tcp = Ports(side);
            BinaryPrimitives.WriteUInt32BigEndian(tcp[4..], Sent(side) - (isSyn ? 1u : 0));
            BinaryPrimitives.WriteUInt32BigEndian(
                tcp[8..],
                Sent(side == Side.Originator ? Side.Responder : Side.Originator)
            );
            tcp[12] = 0x50;
            tcp[13] = flags;
            BinaryPrimitives.WriteUInt16BigEndian(tcp[14..], 0xFFFF);
            tcp[16..20].Clear();
            bytes.CopyTo(tcp[20..]);
            Packet(side, 6, 20 + bytes.Length);
        }

        private readonly uint Sent(Side side) => side == Side.Originator ? _sentByClient : _sentByServer;

        private void Advance(Side side, int bytes)
        {
            if (side == Side.Originator)
            {
                _sentByClient += (uint)bytes;
            }
            else
            {
                _sentByServer += (uint)bytes;
            }
        }

        private readonly Span<byte> Ports(Side side)
        {
            var header = _packet[IpHeader..];
            var (from, to) = side == Side.Originator ? (ClientPort, _session.Port) : (_session.Port, ClientPort);
            BinaryPrimitives.WriteUInt16BigEndian(header, (ushort)from);
            BinaryPrimitives.WriteUInt16BigEndian(header[2..], (ushort)to);
            return header;
        }

        private void Packet(Side side, byte protocol, int length)
        {
            _packet[..IpHeader].Clear();
            _packet[0] = 0x45;
            BinaryPrimitives.WriteUInt16BigEndian(_packet[2..], (ushort)(IpHeader + length));
            _packet[8] = 64;
            _packet[9] = protocol;
            var (from, to) = side == Side.Originator ? (Client, Server) : (Server, Client);
            BinaryPrimitives.WriteUInt32BigEndian(_packet[12..], from);
            BinaryPrimitives.WriteUInt32BigEndian(_packet[16..], to);
            var whole = _packet[..(IpHeader + length)];
            var time = UnixTime.NanosecondsPerSecond + (++_frames * 1_000_000);
            analyzer.Process(_frames, time, LinkType.Raw, whole, (uint)whole.Length);
        }
    }
}
