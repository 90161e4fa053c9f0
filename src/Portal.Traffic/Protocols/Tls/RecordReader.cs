namespace Portal.Traffic.Protocols.Tls;

/// <summary>Where one side's stream of records stands. It allocates for handshake messages only.</summary>
internal sealed class RecordReader
{
    public const int HeaderBytes = 5; // type, version, length

    /// <summary>How much of a short record is kept: an alert has two bytes, a heartbeat's head three.</summary>
    private const int HeadBytes = 3;

    private readonly byte[] _header = new byte[HeaderBytes];
    private readonly byte[] _head = new byte[HeadBytes];
    private int _headerLength;
    private int _headLength;
    private byte[] _ssl2Body = [];

    /// <summary>The position in the stream is unknown: no more is read from this side.</summary>
    public bool IsLost { get; set; }

    /// <summary>A TLS record was seen: SSL 2.0 cannot follow.</summary>
    public bool HasSeenTls { get; private set; }

    public bool IsInHeader { get; private set; } = true;

    public ReadOnlySpan<byte> Header => _header;

    /// <summary>The frame in which the record begins.</summary>
    public FrameStamp Start { get; private set; }

    public ContentType Type { get; private set; }

    /// <summary>The record's length.</summary>
    public int Length { get; private set; }

    /// <summary>Bytes of the record that have not come yet.</summary>
    public long Left { get; set; }

    public bool IsCiphertext { get; set; }

    /// <summary>The record is to be decrypted.</summary>
    public bool IsWanted { get; set; }

    /// <summary>Where the body of a wanted record is put; null when a part of it is missing, or there is no room.</summary>
    public byte[]? Body { get; set; }

    /// <summary>The record's bytes are of no interest.</summary>
    public bool IsSkipping { get; set; }

    /// <summary>First bytes of a short record.</summary>
    public ReadOnlySpan<byte> Head => _head.AsSpan(0, _headLength);

    /// <summary>The record for the packet tree; null while nobody looks.</summary>
    public ShownRecord? Shown { get; init; }

    public HandshakeBuffer Messages { get; } = new();

    /// <summary>The frame in which the next handshake message begins.</summary>
    public FrameStamp MessageStart { get; set; }

    /// <summary>The message type of an SSL 2.0 record, 0 for TLS.</summary>
    public int Ssl2Type { get; private set; }

    /// <summary>The SSL 2.0 message from its type byte on.</summary>
    public ReadOnlySpan<byte> Ssl2Body => _ssl2Body;

    /// <summary>Takes what belongs to the header and returns the rest; <see cref="IsInHeader"/> ends when it is whole.</summary>
    public ReadOnlySpan<byte> TakeHeader(ReadOnlySpan<byte> bytes, FrameStamp frame)
    {
        if (_headerLength == 0)
        {
            Start = frame;
        }
        var taken = bytes[..Math.Min(HeaderBytes - _headerLength, bytes.Length)];
        taken.CopyTo(_header.AsSpan(_headerLength));
        _headerLength += taken.Length;
        IsInHeader = _headerLength < HeaderBytes;
        return bytes[taken.Length..];
    }

    public void Begin(ContentType type, int length)
    {
        (Type, Length, Left, Ssl2Type) = (type, length, length, 0);
        HasSeenTls = true;
        _headLength = 0;
        IsWanted = false;
        Shown?.Begin(_header, Messages);
        if (type == ContentType.Handshake && !Messages.IsInMessage)
        {
            MessageStart = Start;
        }
    }

    /// <param name="type">The message's type.</param>
    /// <param name="length">Of the message behind the five bytes of <see cref="Header"/>; at most 32,764.</param>
    public void BeginSsl2(int type, int length)
    {
        (Ssl2Type, Length, Left) = (type, length, length);
        (IsCiphertext, IsSkipping) = (false, false);
        _ssl2Body = new byte[HeaderBytes - 2 + length];
        _header.AsSpan(2).CopyTo(_ssl2Body);
    }

    public void TakeBody(ReadOnlySpan<byte> bytes)
    {
        Shown?.Append(bytes);
        if (Ssl2Type != 0)
        {
            bytes.CopyTo(_ssl2Body.AsSpan(_ssl2Body.Length - (int)Left));
        }
        else if (Body is not null)
        {
            bytes.CopyTo(Body.AsSpan(Length - (int)Left));
        }
        else if (!IsSkipping && Type == ContentType.Handshake)
        {
            Messages.Append(bytes);
        }
        else if (!IsSkipping)
        {
            var kept = bytes[..Math.Min(HeadBytes - _headLength, bytes.Length)];
            kept.CopyTo(_head.AsSpan(_headLength));
            _headLength += kept.Length;
        }
        Left -= bytes.Length;
    }

    public void End()
    {
        IsInHeader = true;
        _headerLength = 0;
    }
}
