using System.Buffers;
using System.Buffers.Binary;

namespace Portal.Traffic.Protocols.Http;

/// <summary>
/// Undoes DEFLATE (RFC 1951), bare or in zlib (RFC 1950) or gzip wrapping (RFC 1952), from input that comes in pieces of any
/// size. The framework's streams take the end of a piece for the end of the data, so they cannot do this. Managed code, no
/// trust in the input: what is damaged ends the output. Checksums are not compared.
/// </summary>
internal sealed class Inflater(bool isGzip) : IDisposable
{
    private const int WindowBytes = 32 * 1024;
    private const int BufferBytes = 4 * WindowBytes;
    private const int MaxMatchBytes = 258;
    private const int EndOfBlock = 256;
    private const int MaxLiteralCodes = 286;
    private const int MaxDistanceCodes = 30;

    private static readonly byte[] s_lengthOrder = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];
    private static readonly ushort[] s_lengthBase =
    [
        3,
        4,
        5,
        6,
        7,
        8,
        9,
        10,
        11,
        13,
        15,
        17,
        19,
        23,
        27,
        31,
        35,
        43,
        51,
        59,
        67,
        83,
        99,
        115,
        131,
        163,
        195,
        227,
        258,
    ];
    private static readonly byte[] s_lengthExtra =
    [
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        1,
        1,
        1,
        1,
        2,
        2,
        2,
        2,
        3,
        3,
        3,
        3,
        4,
        4,
        4,
        4,
        5,
        5,
        5,
        5,
        0,
    ];
    private static readonly ushort[] s_distanceBase =
    [
        1,
        2,
        3,
        4,
        5,
        7,
        9,
        13,
        17,
        25,
        33,
        49,
        65,
        97,
        129,
        193,
        257,
        385,
        513,
        769,
        1025,
        1537,
        2049,
        3073,
        4097,
        6145,
        8193,
        12289,
        16385,
        24577,
    ];

    private enum State
    {
        Wrapping,
        GzipExtraLength,
        GzipText,
        GzipSkip,
        Block,
        StoredLength,
        Stored,
        DynamicCounts,
        DynamicOrder,
        DynamicLengths,
        Symbols,
        GzipTrailer,
        Done,
        Broken,
    }

    private readonly HuffmanTable _literals = new(MaxLiteralCodes + 2);
    private readonly HuffmanTable _distances = new(MaxDistanceCodes + 2);
    private readonly byte[] _lengths = new byte[MaxLiteralCodes + MaxDistanceCodes + 4];
    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(BufferBytes + MaxMatchBytes);
    private State _state = State.Wrapping;
    private ulong _bits;
    private int _bitCount;
    private int _end;
    private int _gzipFlags;
    private int _remaining;
    private int _read;
    private int _literalCodes;
    private int _distanceCodes;
    private bool _isLastBlock;

    public bool IsBroken => _state == State.Broken;

    /// <summary>
    /// Decodes on: returns true with the next output, false when the input is used up or nothing more comes. The output
    /// lives until the next call.
    /// </summary>
    public bool Next(ref ReadOnlySpan<byte> input, out ReadOnlySpan<byte> output)
    {
        if (_end > BufferBytes - WindowBytes)
        {
            _buffer.AsSpan(_end - WindowBytes, WindowBytes).CopyTo(_buffer);
            _end = WindowBytes;
        }
        var start = _end;
        while (_end < BufferBytes && Step(ref input)) { }
        output = _buffer.AsSpan(start, _end - start);
        return !output.IsEmpty;
    }

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
        _state = State.Done;
    }

    /// <summary>One step; false when more input is needed or nothing follows. A step that lacks bits leaves all as it was.</summary>
    private bool Step(ref ReadOnlySpan<byte> input)
    {
        Fill(ref input);
        switch (_state)
        {
            case State.Wrapping:
                return isGzip ? ReadGzipHead() : ReadZlibHead();
            case State.GzipExtraLength:
                return Take(16, out _remaining) && Go(State.GzipSkip);
            case State.GzipText:
                return Take(8, out var letter) && (letter != 0 || ReadGzipRest());
            case State.GzipSkip:
                return _remaining == 0 ? ReadGzipRest() : Take(8, out _) && _remaining-- > 0;
            case State.Block:
                return ReadBlockHead();
            case State.StoredLength:
                return ReadStoredLength();
            case State.Stored:
                return CopyStored(ref input);
            case State.DynamicCounts:
                return ReadDynamicCounts();
            case State.DynamicOrder:
                return ReadCodeLengthCode();
            case State.DynamicLengths:
                return ReadCodeLength();
            case State.Symbols:
                return ReadSymbols(ref input);
            case State.GzipTrailer:
                return _remaining == 0 ? Go(State.Wrapping) : Take(8, out _) && _remaining-- > 0;
            default:
                input = default;
                return false;
        }
    }

    /// <summary>RFC 1952 §2.3; a second member may follow the first, anything else behind it is not ours.</summary>
    private bool ReadGzipHead()
    {
        const int HeadBits = 80;
        if (_read == 0)
        {
            if (!Take(32, out var head))
            {
                return false;
            }
            if ((head & 0xFF_FFFF) != 0x08_8B1F)
            {
                return Go(_end == 0 ? State.Broken : State.Done);
            }
            _gzipFlags = head >> 24 & 0xFF;
            _read = 1;
            return true;
        }
        if (!Take(HeadBits - 32, out _))
        {
            return false;
        }
        _read = 0;
        return ReadGzipRest();
    }

    /// <summary>The optional fields in their order: extra, name, comment, checksum of the head.</summary>
    private bool ReadGzipRest()
    {
        const int Checksum = 2;
        const int Extra = 4;
        const int Name = 8;
        const int Comment = 16;
        if (TakeFlag(Extra))
        {
            return Go(State.GzipExtraLength);
        }
        if (TakeFlag(Name) || TakeFlag(Comment))
        {
            return Go(State.GzipText);
        }
        _remaining = TakeFlag(Checksum) ? 2 : 0;
        return Go(_remaining > 0 ? State.GzipSkip : State.Block);
    }

    private bool TakeFlag(int flag)
    {
        var isSet = (_gzipFlags & flag) != 0;
        _gzipFlags &= ~flag;
        return isSet;
    }

    /// <summary>RFC 1950 §2.2. Bare DEFLATE is sent under the same name: what is no zlib head is taken for it.</summary>
    private bool ReadZlibHead()
    {
        const int PresetDictionary = 0x20;
        if (_bitCount < 16)
        {
            return false;
        }
        var (method, flags) = ((int)(_bits & 0xFF), (int)(_bits >> 8 & 0xFF));
        if ((method & 0xF) == 8 && (method << 8 | flags) % 31 == 0)
        {
            Take(16, out _);
            return Go((flags & PresetDictionary) == 0 ? State.Block : State.Broken);
        }
        return Go(State.Block);
    }

    private bool ReadBlockHead()
    {
        if (_isLastBlock)
        {
            Take(_bitCount & 7, out _);
            (_isLastBlock, _remaining) = (false, 8);
            return Go(isGzip ? State.GzipTrailer : State.Done);
        }
        if (!Take(3, out var head))
        {
            return false;
        }
        _isLastBlock = (head & 1) != 0;
        switch (head >> 1)
        {
            case 0:
                Take(_bitCount & 7, out _);
                return Go(State.StoredLength);
            case 1:
                return BuildFixed();
            case 2:
                return Go(State.DynamicCounts);
            default:
                return Go(State.Broken);
        }
    }

    private bool ReadStoredLength()
    {
        if (!Take(32, out var lengths))
        {
            return false;
        }
        _remaining = lengths & 0xFFFF;
        return Go((lengths >> 16 & 0xFFFF) == (~lengths & 0xFFFF) ? State.Stored : State.Broken);
    }

    private bool CopyStored(ref ReadOnlySpan<byte> input)
    {
        while (_remaining > 0 && _bitCount >= 8 && _end < BufferBytes)
        {
            Take(8, out var octet);
            _buffer[_end++] = (byte)octet;
            _remaining--;
        }
        var taken = input[..Math.Min(Math.Min(_remaining, input.Length), BufferBytes - _end)];
        if (_bitCount < 8)
        {
            taken.CopyTo(_buffer.AsSpan(_end));
            input = input[taken.Length..];
            _end += taken.Length;
            _remaining -= taken.Length;
        }
        return _remaining == 0 ? Go(State.Block) : _end == BufferBytes;
    }

    /// <summary>RFC 1951 §3.2.6.</summary>
    private bool BuildFixed()
    {
        Span<byte> lengths = stackalloc byte[288];
        lengths[..144].Fill(8);
        lengths[144..256].Fill(9);
        lengths[256..280].Fill(7);
        lengths[280..].Fill(8);
        _literals.TryBuild(lengths);
        lengths[..30].Fill(5);
        _distances.TryBuild(lengths[..30]);
        return Go(State.Symbols);
    }

    /// <summary>RFC 1951 §3.2.7, as the following ones.</summary>
    private bool ReadDynamicCounts()
    {
        if (!Take(14, out var counts))
        {
            return false;
        }
        (_literalCodes, _distanceCodes) = ((counts & 31) + 257, (counts >> 5 & 31) + 1);
        (_remaining, _read) = ((counts >> 10) + 4, 0);
        Array.Clear(_lengths);
        return Go(
            _literalCodes > MaxLiteralCodes || _distanceCodes > MaxDistanceCodes ? State.Broken : State.DynamicOrder
        );
    }

    private bool ReadCodeLengthCode()
    {
        if (_read < _remaining)
        {
            if (!Take(3, out var length))
            {
                return false;
            }
            _lengths[s_lengthOrder[_read++]] = (byte)length;
            return true;
        }
        var isBuilt = _distances.TryBuild(_lengths.AsSpan(0, s_lengthOrder.Length));
        Array.Clear(_lengths);
        _read = 0;
        return Go(isBuilt ? State.DynamicLengths : State.Broken);
    }

    private bool ReadCodeLength()
    {
        var total = _literalCodes + _distanceCodes;
        if (_read == total)
        {
            var isBuilt =
                _lengths[EndOfBlock] != 0
                && _literals.TryBuild(_lengths.AsSpan(0, _literalCodes))
                && _distances.TryBuild(_lengths.AsSpan(_literalCodes, _distanceCodes));
            return Go(isBuilt ? State.Symbols : State.Broken);
        }
        var (symbol, used) = _distances.Find(_bits);
        if (symbol < 0)
        {
            return _bitCount >= HuffmanTable.MaxCodeBits && Go(State.Broken);
        }
        var (extra, least) = symbol switch
        {
            16 => (2, 3),
            17 => (3, 3),
            18 => (7, 11),
            _ => (0, 1),
        };
        if (_bitCount < used + extra)
        {
            return false;
        }
        Take(used, out _);
        Take(extra, out var more);
        var repeat = least + more;
        if (_read + repeat > total || (symbol == 16 && _read == 0))
        {
            return Go(State.Broken);
        }
        var length =
            symbol < 16 ? (byte)symbol
            : symbol == 16 ? _lengths[_read - 1]
            : (byte)0;
        _lengths.AsSpan(_read, repeat).Fill(length);
        _read += repeat;
        return true;
    }

    private bool ReadSymbols(ref ReadOnlySpan<byte> input)
    {
        while (_state == State.Symbols && _end < BufferBytes)
        {
            Fill(ref input);
            if (!ReadSymbol())
            {
                return false;
            }
        }
        return true;
    }

    /// <summary>A literal, the end of the block, or a length with its distance (RFC 1951 §3.2.5): at most 48 bits.</summary>
    private bool ReadSymbol()
    {
        var (symbol, used) = _literals.Find(_bits);
        if (used > _bitCount)
        {
            return false;
        }
        if (symbol is >= 0 and < EndOfBlock)
        {
            Drop(used);
            _buffer[_end++] = (byte)symbol;
            return true;
        }
        if (symbol == EndOfBlock)
        {
            Drop(used);
            return Go(State.Block);
        }
        var code = symbol - EndOfBlock - 1;
        if (symbol < 0 || code >= s_lengthBase.Length)
        {
            return Go(State.Broken);
        }
        var length = s_lengthBase[code] + Peek(used, s_lengthExtra[code]);
        used += s_lengthExtra[code];
        var (place, placeBits) = _distances.Find(_bits >> used);
        used += placeBits;
        if (place < 0 || place >= s_distanceBase.Length)
        {
            return used <= _bitCount && Go(State.Broken);
        }
        var extra = Math.Max(0, (place >> 1) - 1);
        var distance = s_distanceBase[place] + Peek(used, extra);
        used += extra;
        if (used > _bitCount)
        {
            return false;
        }
        Drop(used);
        if (distance > _end)
        {
            return Go(State.Broken);
        }
        Repeat(distance, length);
        return true;
    }

    private void Repeat(int distance, int length)
    {
        var source = _buffer.AsSpan(_end - distance);
        var target = _buffer.AsSpan(_end, length);
        if (distance >= length)
        {
            source[..length].CopyTo(target);
        }
        else if (distance == 1)
        {
            target.Fill(source[0]);
        }
        else
        {
            for (var i = 0; i < length; i++)
            {
                target[i] = source[i];
            }
        }
        _end += length;
    }

    private bool Go(State state)
    {
        _state = state;
        return true;
    }

    private void Fill(ref ReadOnlySpan<byte> input)
    {
        if (_bitCount < 48 && input.Length >= sizeof(ulong))
        {
            var whole = (63 - _bitCount) >> 3;
            _bits |= BinaryPrimitives.ReadUInt64LittleEndian(input) << _bitCount;
            _bitCount += whole * 8;
            _bits &= (1UL << _bitCount) - 1;
            input = input[whole..];
            return;
        }
        while (_bitCount <= 56 && !input.IsEmpty)
        {
            _bits |= (ulong)input[0] << _bitCount;
            _bitCount += 8;
            input = input[1..];
        }
    }

    private int Peek(int skip, int count) => (int)(_bits >> skip & ((1UL << count) - 1));

    private void Drop(int count)
    {
        _bits >>= count;
        _bitCount -= count;
    }

    /// <summary>Takes up to 48 bits (of more than 32 the low ones are told); false, with nothing taken, when they are not there.</summary>
    private bool Take(int count, out int value)
    {
        value = (int)(_bits & ((1UL << count) - 1));
        if (_bitCount < count)
        {
            return false;
        }
        Drop(count);
        return true;
    }
}
