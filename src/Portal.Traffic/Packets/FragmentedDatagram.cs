using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Portal.Traffic.Packets;

/// <summary>One datagram whose fragments are still coming.</summary>
internal sealed class FragmentedDatagram
{
    /// <summary>Largest payload that offset and length of IPv4 and IPv6 fragments allow.</summary>
    private const int MaxPayload = 65535;

    /// <summary>IPv4 headers have 60 bytes at most; longer chains of IPv6 headers before a fragment header are not real.</summary>
    private const int MaxHeader = 256;

    /// <summary>Zeek's <c>excessively_small_fragment</c>: a fragment that is not the last and shorter than this.</summary>
    private const int SmallFragment = 64;

    /// <summary>Zeek's <c>excessively_large_fragment</c>.</summary>
    private const int LargeDatagram = 64000;

    /// <summary>Separate pieces at once; the smallest datagrams of real stacks come in a few.</summary>
    private const int MaxPieces = 1024;

    private readonly List<Piece> _pieces = [];
    private byte[] _bytes = new byte[2048];
    private int _headerLength;
    private int _version;
    private int _nextHeaderAt;
    private byte _protocol;
    private int _size;

    public long Begun { get; private set; }

    /// <summary>Complete, or given up.</summary>
    public bool IsDone { get; set; }

    /// <summary>False when the headers before the fragments are longer than any real ones.</summary>
    public bool TryBegin(in Packet packet, long time)
    {
        _pieces.Clear();
        _size = 0;
        IsDone = false;
        Begun = time;
        _version = packet.IpVersion;
        _protocol = packet.IpProtocol;
        _headerLength = HeaderLengthOf(packet);
        if (_headerLength > MaxHeader)
        {
            return false;
        }
        packet.Bytes.Slice(packet.IpOffset, _headerLength).CopyTo(_bytes);
        _nextHeaderAt = _version == 6 ? NextHeaderField(packet) - packet.IpOffset : 0;
        return true;
    }

    public void Add(in Packet packet, List<string> anomalies)
    {
        if (packet.IpProtocol != _protocol || HeaderLengthOf(packet) != _headerLength)
        {
            anomalies.Add("fragment_protocol_inconsistency");
        }
        if (packet.HasDontFragment)
        {
            anomalies.Add("fragment_with_DF");
        }
        var payload = packet.IpPayload;
        var end = packet.FragmentOffset + payload.Length;
        if (packet.FragmentOffset == 0)
        {
            _protocol = packet.IpProtocol;
        }
        if (!packet.HasMoreFragments)
        {
            if (_size != 0 && _size != end)
            {
                anomalies.Add("fragment_size_inconsistency");
            }
            _size = Math.Max(_size, end);
        }
        else if (packet.IpTotalLength < SmallFragment)
        {
            anomalies.Add("excessively_small_fragment");
        }
        if (end > LargeDatagram)
        {
            anomalies.Add("excessively_large_fragment");
        }
        if (_size != 0 && end > _size)
        {
            anomalies.Add("fragment_size_inconsistency");
            _size = end;
        }
        if (end <= MaxPayload && _pieces.Count < MaxPieces)
        {
            Insert(packet.FragmentOffset, payload, anomalies);
        }
    }

    public bool IsComplete(List<string> anomalies)
    {
        if (_size == 0 || _pieces.Count == 0 || _pieces[0].Start != 0 || _pieces[0].End < _size)
        {
            return false;
        }
        if (_pieces[0].End != _size)
        {
            anomalies.Add("fragment_size_inconsistency");
            _size = _pieces[0].End;
        }
        return _headerLength + _size <= MaxPayload;
    }

    /// <summary>The datagram with a header that says it is whole.</summary>
    public ReadOnlySpan<byte> Build()
    {
        var total = _headerLength + _size;
        if (_version == 4)
        {
            BinaryPrimitives.WriteUInt16BigEndian(_bytes.AsSpan(2), (ushort)total);
            BinaryPrimitives.WriteUInt16BigEndian(_bytes.AsSpan(6), 0);
            _bytes[9] = _protocol;
        }
        else
        {
            BinaryPrimitives.WriteUInt16BigEndian(_bytes.AsSpan(4), (ushort)(total - 40));
            _bytes[_nextHeaderAt] = _protocol;
        }
        return _bytes.AsSpan(0, total);
    }

    /// <summary>Without the IPv6 fragment header, which is always the last.</summary>
    private static int HeaderLengthOf(in Packet packet) =>
        packet.IpVersion == 6 ? packet.IpHeaderLength - 8 : packet.IpHeaderLength;

    /// <summary>Where the header before the fragment header names it.</summary>
    private static int NextHeaderField(in Packet packet)
    {
        for (var i = packet.LayerCount - 1; i > 0; i--)
        {
            if (packet.Layer(i).Kind == LayerKind.Ipv6Fragment)
            {
                var before = packet.Layer(i - 1);
                return before.Kind == LayerKind.Ipv6 ? before.Offset + 6 : before.Offset;
            }
        }
        return packet.IpOffset + 6;
    }

    /// <summary>Copies the parts that are not there yet, and compares those that are.</summary>
    private void Insert(int start, ReadOnlySpan<byte> payload, List<string> anomalies)
    {
        Reserve(_headerLength + start + payload.Length);
        var end = start + payload.Length;
        var position = start;
        foreach (var piece in _pieces)
        {
            if (piece.End <= position)
            {
                continue;
            }
            if (piece.Start >= end)
            {
                break;
            }
            Copy(position, payload[(position - start)..Math.Max(position - start, piece.Start - start)]);
            var overlapStart = Math.Max(position, piece.Start);
            var overlapEnd = Math.Min(end, piece.End);
            var isSame = payload[(overlapStart - start)..(overlapEnd - start)]
                .SequenceEqual(_bytes.AsSpan(_headerLength + overlapStart, overlapEnd - overlapStart));
            anomalies.Add(isSame ? "fragment_overlap" : "fragment_inconsistency");
            position = overlapEnd;
        }
        if (position < end)
        {
            Copy(position, payload[(position - start)..]);
        }
        Merge(start, end);
    }

    private void Copy(int position, ReadOnlySpan<byte> bytes) => bytes.CopyTo(_bytes.AsSpan(_headerLength + position));

    private void Merge(int start, int end)
    {
        var index = 0;
        while (index < _pieces.Count && _pieces[index].End < start)
        {
            index++;
        }
        while (index < _pieces.Count && _pieces[index].Start <= end)
        {
            start = Math.Min(start, _pieces[index].Start);
            end = Math.Max(end, _pieces[index].End);
            _pieces.RemoveAt(index);
        }
        _pieces.Insert(index, new Piece(start, end));
    }

    private void Reserve(int length)
    {
        if (length > _bytes.Length)
        {
            Array.Resize(ref _bytes, Math.Min(Math.Max(length, _bytes.Length * 2), MaxHeader + MaxPayload));
        }
    }

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Piece(int Start, int End);
}
