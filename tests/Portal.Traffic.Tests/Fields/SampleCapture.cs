using System.Buffers.Binary;
using Portal.Traffic.Captures;
using Portal.Traffic.Inspection;

namespace Portal.Traffic.Tests.Fields;

/// <summary>A capture of one conversation that a test writes itself: Ethernet, IPv4, and TCP with its handshake or UDP.</summary>
/// <param name="port">Of the side that answers; in UDP of both.</param>
/// <param name="isUdp">Else TCP.</param>
/// <param name="messages">In hexadecimal; <c>&gt;</c> before what the originator sends, <c>&lt;</c> before what comes back.</param>
internal sealed class SampleCapture(int port, bool isUdp, params string[] messages)
{
    private const int EthernetBytes = 14;
    private const int IpBytes = 20;
    private const int ClientPort = 40000;
    private const byte Syn = 0x02;
    private const byte Ack = 0x10;
    private const byte PushAck = 0x18;
    private const byte TcpProtocol = 6;
    private const byte UdpProtocol = 17;

    private readonly List<byte[]> _frames = [];
    private readonly uint[] _sequences = [1000, 5000];

    public List<CapturedFrame> Frames()
    {
        using var file = new MemoryStream();
        using (var slice = new CaptureSlice(file, "sample"))
        {
            foreach (var frame in Packets())
            {
                var time = slice.Count * UnixTime.NanosecondsPerSecond;
                slice.Add(slice.Count + 1, time, LinkType.Ethernet, frame, (uint)frame.Length);
            }
        }
        using var reader = CaptureReader.Open(new MemoryStream(file.ToArray()));
        var frames = new List<CapturedFrame>();
        while (reader.TryReadNext(out var frame))
        {
            frames.Add(CapturedFrame.Of(frame));
        }
        return frames;
    }

    public void Write(string file)
    {
        using var output = File.Create(file);
        using var slice = new CaptureSlice(output, "sample");
        foreach (var frame in Frames())
        {
            slice.Add(frame);
        }
    }

    private List<byte[]> Packets()
    {
        if (_frames.Count > 0)
        {
            return _frames;
        }
        if (!isUdp)
        {
            AddTcp(0, Syn, []);
            AddTcp(1, Syn | Ack, []);
            AddTcp(0, Ack, []);
        }
        foreach (var message in messages)
        {
            var (side, bytes) = (message[0] == '>' ? 0 : 1, Convert.FromHexString(message[1..]));
            if (isUdp)
            {
                AddUdp(side, bytes);
            }
            else
            {
                AddTcp(side, PushAck, bytes);
            }
        }
        return _frames;
    }

    private void AddTcp(int side, byte flags, byte[] bytes)
    {
        const int headerBytes = 20;
        var segment = new byte[headerBytes + bytes.Length];
        BinaryPrimitives.WriteUInt16BigEndian(segment, (ushort)(side == 0 ? ClientPort : port));
        BinaryPrimitives.WriteUInt16BigEndian(segment.AsSpan(2), (ushort)(side == 0 ? port : ClientPort));
        BinaryPrimitives.WriteUInt32BigEndian(segment.AsSpan(4), _sequences[side]);
        BinaryPrimitives.WriteUInt32BigEndian(segment.AsSpan(8), (flags & Ack) == 0 ? 0 : _sequences[1 - side]);
        segment[12] = headerBytes / 4 << 4;
        segment[13] = flags;
        BinaryPrimitives.WriteUInt16BigEndian(segment.AsSpan(14), ushort.MaxValue);
        bytes.CopyTo(segment, headerBytes);
        _sequences[side] += (uint)bytes.Length + ((flags & Syn) != 0 ? 1u : 0);
        AddIp(side, TcpProtocol, segment);
    }

    private void AddUdp(int side, byte[] bytes)
    {
        const int headerBytes = 8;
        var datagram = new byte[headerBytes + bytes.Length];
        BinaryPrimitives.WriteUInt16BigEndian(datagram, (ushort)port);
        BinaryPrimitives.WriteUInt16BigEndian(datagram.AsSpan(2), (ushort)port);
        BinaryPrimitives.WriteUInt16BigEndian(datagram.AsSpan(4), (ushort)datagram.Length);
        bytes.CopyTo(datagram, headerBytes);
        AddIp(side, UdpProtocol, datagram);
    }

    private void AddIp(int side, byte protocol, byte[] content)
    {
        var frame = new byte[EthernetBytes + IpBytes + content.Length];
        (frame[0], frame[5], frame[6], frame[11]) = (2, (byte)(2 - side), 2, (byte)(1 + side));
        frame[12] = 0x08;
        var ip = frame.AsSpan(EthernetBytes);
        ip[0] = 0x45;
        BinaryPrimitives.WriteUInt16BigEndian(ip[2..], (ushort)(IpBytes + content.Length));
        (ip[8], ip[9]) = (64, protocol);
        (ip[12], ip[15], ip[16], ip[19]) = (10, (byte)(1 + side), 10, (byte)(2 - side));
        content.CopyTo(ip[IpBytes..]);
        _frames.Add(frame);
    }
}
