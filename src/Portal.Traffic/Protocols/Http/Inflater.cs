using System.Buffers;

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

    private static readonly byte[] s_lengthOrder =
    [
        .. "16 17 18 0 8 7 9 6 10 5 11 4 12 3 13 2 14 1 15".Split(' ').Select(byte.Parse),
    ];

    /// <summary>RFC 1951 §3.2.5: every fourth code of a length and every second of a distance has one extra bit more.</summary>
    private static readonly byte[] s_lengthExtra =
    [
        .. Enumerable.Range(0, 28).Select(code => (byte)Math.Max(0, code / 4 - 1)),
        0,
    ];
    private static readonly int[] s_lengthBase = [.. Bases(3, s_lengthExtra).Take(28), MaxMatchBytes];
    private static readonly byte[] s_distanceExtra =
    [
        .. Enumerable.Range(0, MaxDistanceCodes).Select(code => (byte)Math.Max(0, code / 2 - 1)),
    ];
    private static readonly int[] s_distanceBase = [.. Bases(1, s_distanceExtra)];

    private enum State
    {
        Wrapping,
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
    private BitBuffer _bits;
    private int _end;
    private GzipHead _gzip;
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
        _bits.Fill(ref input);
        switch (_state)
        {
            case State.Wrapping:
                return isGzip ? ReadGzipHead() : ReadZlibHead();
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
                return _remaining == 0 ? Go(State.Wrapping) : _bits.Take(8, out _) && _remaining-- > 0;
            default:
                input = default;
                return false;
        }
    }

    /// <summary>A second member may follow the first; anything else behind it is not ours.</summary>
    private bool ReadGzipHead()
    {
        if (!_bits.Take(8, out var octet))
        {
            return false;
        }
        if (!_gzip.Take((byte)octet))
        {
            return Go(_end == 0 ? State.Broken : State.Done);
        }
        if (_gzip.IsComplete)
        {
            _gzip = default;
            _state = State.Block;
        }
        return true;
    }

    /// <summary>RFC 1950 §2.2. Bare DEFLATE is sent under the same name: what is no zlib head is taken for it.</summary>
    private bool ReadZlibHead()
    {
        const int PresetDictionary = 0x20;
        if (_bits.Count < 16)
        {
            return false;
        }
        var (method, flags) = (_bits.Peek(0, 8), _bits.Peek(8, 8));
        if ((method & 0xF) == 8 && (method << 8 | flags) % 31 == 0)
        {
            _bits.Take(16, out _);
            return Go((flags & PresetDictionary) == 0 ? State.Block : State.Broken);
        }
        return Go(State.Block);
    }

    private bool ReadBlockHead()
    {
        if (_isLastBlock)
        {
            _bits.Take(_bits.Count & 7, out _);
            (_isLastBlock, _remaining) = (false, 8);
            return Go(isGzip ? State.GzipTrailer : State.Done);
        }
        if (!_bits.Take(3, out var head))
        {
            return false;
        }
        _isLastBlock = (head & 1) != 0;
        switch (head >> 1)
        {
            case 0:
                _bits.Take(_bits.Count & 7, out _);
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
        if (!_bits.Take(32, out var lengths))
        {
            return false;
        }
        _remaining = lengths & 0xFFFF;
        return Go((lengths >> 16 & 0xFFFF) == (~lengths & 0xFFFF) ? State.Stored : State.Broken);
    }

    private bool CopyStored(ref ReadOnlySpan<byte> input)
    {
        while (_remaining > 0 && _bits.Count >= 8 && _end < BufferBytes)
        {
            _bits.Take(8, out var octet);
            _buffer[_end++] = (byte)octet;
            _remaining--;
        }
        var taken = input[..Math.Min(Math.Min(_remaining, input.Length), BufferBytes - _end)];
        if (_bits.Count < 8)
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
        if (!_bits.Take(14, out var counts))
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
            if (!_bits.Take(3, out var length))
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
        var (symbol, used) = _distances.Find(_bits.Value);
        if (symbol < 0)
        {
            return _bits.Count >= HuffmanTable.MaxCodeBits && Go(State.Broken);
        }
        var (extra, least) = symbol switch
        {
            16 => (2, 3),
            17 => (3, 3),
            18 => (7, 11),
            _ => (0, 1),
        };
        if (_bits.Count < used + extra)
        {
            return false;
        }
        _bits.Take(used, out _);
        _bits.Take(extra, out var more);
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

    /// <summary>
    /// Literals, and lengths with their distances (RFC 1951 §3.2.5), to the end of the block. One needs 48 bits at most; what
    /// is not there whole is left for the next call.
    /// </summary>
    private bool ReadSymbols(ref ReadOnlySpan<byte> input)
    {
        var bits = _bits; // a copy in registers: this is where the time goes
        var (end, buffer) = (_end, _buffer);
        while (end < BufferBytes)
        {
            bits.Fill(ref input);
            var (symbol, used) = _literals.Find(bits.Value);
            if (used > bits.Count)
            {
                break;
            }
            if ((uint)symbol < EndOfBlock)
            {
                bits.Drop(used);
                buffer[end++] = (byte)symbol;
                continue;
            }
            if (symbol == EndOfBlock)
            {
                bits.Drop(used);
                _state = State.Block;
                break;
            }
            var (length, distance) = ReadMatch(bits, symbol, ref used);
            if (used > bits.Count)
            {
                break;
            }
            if (length == 0 || distance > end)
            {
                _state = State.Broken;
                break;
            }
            bits.Drop(used);
            Repeat(buffer, end, distance, length);
            end += length;
        }
        (_bits, _end) = (bits, end);
        return _state != State.Symbols || end >= BufferBytes;
    }

    /// <summary>The length and the distance of a match, and the bits used with its first code; a length of 0 for unknown codes.</summary>
    private (int Length, int Distance) ReadMatch(in BitBuffer bits, int symbol, ref int used)
    {
        var code = symbol - EndOfBlock - 1;
        if ((uint)code >= s_lengthBase.Length)
        {
            return default;
        }
        var length = s_lengthBase[code] + bits.Peek(used, s_lengthExtra[code]);
        used += s_lengthExtra[code];
        var (place, placeBits) = _distances.Find(bits.Value >> used);
        used += placeBits;
        if ((uint)place >= s_distanceBase.Length)
        {
            return default;
        }
        var distance = s_distanceBase[place] + bits.Peek(used, s_distanceExtra[place]);
        used += s_distanceExtra[place];
        return (length, distance);
    }

    private static void Repeat(byte[] buffer, int end, int distance, int length)
    {
        var source = buffer.AsSpan(end - distance);
        var target = buffer.AsSpan(end, length);
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
    }

    private bool Go(State state)
    {
        _state = state;
        return true;
    }

    private static IEnumerable<int> Bases(int first, byte[] extra)
    {
        foreach (var bits in extra)
        {
            yield return first;
            first += 1 << bits;
        }
    }
}
