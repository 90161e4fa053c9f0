namespace Portal.Traffic.Protocols.Http;

/// <summary>
/// Decodes the header blocks of one direction (RFC 7541). An error leaves the table unusable: then nothing more of the
/// direction can be read.
/// </summary>
internal sealed class HpackDecoder
{
    /// <summary>RFC 9113 §6.5.2: the default; peers may agree on more, of which this much is followed.</summary>
    private const int MaxTableBytes = 64 * 1024;

    /// <summary>All headers of a block after decoding: references can make few bytes many.</summary>
    private const int MaxBlockBytes = 256 * 1024;

    private const int MaxHeaders = 1000;

    /// <summary>Newest first, as the indices count.</summary>
    private readonly LinkedList<HpackHeader> _table = new();
    private int _tableBytes;
    private int _tableLimit = 4096;

    /// <summary>Reads a whole block; false when it is malformed or beyond the limits.</summary>
    /// <param name="block">The block.</param>
    /// <param name="headers">Gets the headers.</param>
    /// <param name="entries">Gets what the block is made of, for the packet tree; null when nobody looks.</param>
    public bool TryDecode(ReadOnlySpan<byte> block, List<HpackHeader> headers, List<HpackEntry>? entries = null)
    {
        var reader = new ByteReader(block);
        var total = 0;
        while (reader.Remaining > 0)
        {
            var start = reader.Position;
            var first = reader.ReadByte();
            if ((first & 0xE0) == 0x20)
            {
                if (!TryReadNumber(ref reader, first, 5, out var limit) || limit > MaxTableBytes)
                {
                    return false;
                }
                _tableLimit = limit;
                Evict(0);
                entries?.Add(new HpackEntry(start, reader.Position - start, first, limit, null));
                continue;
            }
            if (!TryReadHeader(ref reader, first, out var header, out var index) || header is null)
            {
                return false;
            }
            total += header.TableBytes;
            if (total > MaxBlockBytes || headers.Count == MaxHeaders)
            {
                return false;
            }
            headers.Add(header);
            entries?.Add(new HpackEntry(start, reader.Position - start, first, index, header));
        }
        return !reader.Failed;
    }

    private bool TryReadHeader(ref ByteReader reader, byte first, out HpackHeader? header, out int index)
    {
        header = null;
        if ((first & 0x80) != 0)
        {
            return TryReadNumber(ref reader, first, 7, out index) && TryFind(index, out header);
        }
        var isAdded = (first & 0x40) != 0;
        if (!TryReadNumber(ref reader, first, isAdded ? 6 : 4, out index))
        {
            return false;
        }
        byte[]? name;
        if (index == 0)
        {
            if (!TryReadString(ref reader, out name))
            {
                return false;
            }
        }
        else if (TryFind(index, out var known))
        {
            name = known!.Name;
        }
        else
        {
            return false;
        }
        if (!TryReadString(ref reader, out var value))
        {
            return false;
        }
        header = new HpackHeader(name!, value!);
        if (isAdded)
        {
            Add(header);
        }
        return true;
    }

    /// <summary>RFC 7541 §5.1: the low bits of the first octet, then seven bits an octet.</summary>
    private static bool TryReadNumber(ref ByteReader reader, byte first, int bits, out int number)
    {
        var mask = (1 << bits) - 1;
        number = first & mask;
        if (number < mask)
        {
            return true;
        }
        for (var shift = 0; shift <= 21; shift += 7)
        {
            var octet = reader.ReadByte();
            number += (octet & 0x7F) << shift;
            if ((octet & 0x80) == 0)
            {
                return !reader.Failed;
            }
        }
        return false;
    }

    private static bool TryReadString(ref ByteReader reader, out byte[]? text)
    {
        text = null;
        var first = reader.ReadByte();
        if (!TryReadNumber(ref reader, first, 7, out var length))
        {
            return false;
        }
        var bytes = reader.Take(length);
        if (reader.Failed)
        {
            return false;
        }
        if ((first & 0x80) == 0)
        {
            text = bytes.ToArray();
            return true;
        }
        var decoded = new List<byte>(length * 2);
        if (!HpackHuffman.TryDecode(bytes, MaxBlockBytes, decoded))
        {
            return false;
        }
        text = [.. decoded];
        return true;
    }

    private bool TryFind(int index, out HpackHeader? header)
    {
        header = null;
        var fixedEntries = HpackStaticTable.Entries;
        if (index == 0 || index > fixedEntries.Count + _table.Count)
        {
            return false;
        }
        if (index <= fixedEntries.Count)
        {
            header = fixedEntries[index - 1];
            return true;
        }
        var node = _table.First!;
        for (var i = fixedEntries.Count + 1; i < index; i++)
        {
            node = node.Next!;
        }
        header = node.Value;
        return true;
    }

    private void Add(HpackHeader header)
    {
        Evict(header.TableBytes);
        if (header.TableBytes <= _tableLimit)
        {
            _table.AddFirst(header);
            _tableBytes += header.TableBytes;
        }
    }

    private void Evict(int needed)
    {
        while (_table.Last is { } oldest && _tableBytes + needed > _tableLimit)
        {
            _tableBytes -= oldest.Value.TableBytes;
            _table.RemoveLast();
        }
    }
}
