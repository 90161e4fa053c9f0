namespace Portal.Traffic.Protocols.NetbiosDatagram;

/// <summary>
/// A message of the NetBIOS datagram service (RFC 1002 §4.4.1): type, flags (1 byte each), identifier (2), sender's address
/// (4) and port (2). Datagrams (types 0x10 to 0x12) go on with a length (2), the offset of a fragment (2), the names of both
/// ends, and what an application says, mostly SMB transactions to mail slots.
/// </summary>
internal readonly ref struct NetbiosDatagramMessage
{
    public const int Port = 138;

    private const byte DirectUnique = 0x10;
    private const byte Broadcast = 0x12;
    private const byte Error = 0x13;
    private const byte NegativeQueryResponse = 0x16;

    /// <summary>The high bits are reserved and zero (§4.4.1).</summary>
    private const byte KnownFlags = 0x0F;

    /// <summary>A first-level encoded name: its length, 32 letters, and the end of the scope (§4.1).</summary>
    private const int NameLetters = 32;

    /// <summary>A scope has at most this much in labels (RFC 1035 §2.3.4, which the encoding follows).</summary>
    private const int MaxNameBytes = 255;

    private static ReadOnlySpan<byte> Smb1 => [0xFF, (byte)'S', (byte)'M', (byte)'B'];

    private static ReadOnlySpan<byte> BrowserSlot => "\\MAILSLOT\\BROWSE\0"u8;

    private NetbiosDatagramMessage(int senderPort, ReadOnlySpan<byte> content)
    {
        SenderPort = senderPort;
        Content = content;
    }

    /// <summary>As the sender says; 138 but behind a translator.</summary>
    public int SenderPort { get; }

    /// <summary>What the application said; empty for a message of the service itself.</summary>
    public ReadOnlySpan<byte> Content { get; }

    /// <summary>An SMB transaction to the mail slot of the computer browser (MS-BRWS §2.1, \MAILSLOT\BROWSE in clear).</summary>
    public bool IsBrowser => Content.StartsWith(Smb1) && Content.IndexOf(BrowserSlot) > 0;

    /// <summary>False unless the whole datagram is one such message.</summary>
    public static bool TryParse(ReadOnlySpan<byte> bytes, out NetbiosDatagramMessage message)
    {
        message = default;
        var reader = new ByteReader(bytes);
        var type = reader.ReadByte();
        var flags = reader.ReadByte();
        reader.Skip(6); // identifier and address
        var port = reader.ReadUInt16();
        if (reader.Failed || type is < DirectUnique or > NegativeQueryResponse || (flags & ~KnownFlags) != 0)
        {
            return false;
        }
        if (type == Error)
        {
            reader.Skip(1); // the error's code
        }
        else if (type > Error)
        {
            SkipName(ref reader); // a query and its answers name whom they are about
        }
        else
        {
            var length = reader.ReadUInt16();
            reader.Skip(2); // the fragment's offset
            if (length != reader.Remaining)
            {
                return false;
            }
            SkipName(ref reader);
            SkipName(ref reader);
            message = new NetbiosDatagramMessage(port, reader.Take(reader.Remaining));
            return !reader.Failed;
        }
        message = new NetbiosDatagramMessage(port, default);
        return !reader.Failed && reader.Remaining == 0;
    }

    /// <summary>Thirty-two letters from A to P, then the labels of the scope, mostly none.</summary>
    private static void SkipName(ref ByteReader reader)
    {
        var start = reader.Position;
        if (reader.ReadByte() != NameLetters || reader.Take(NameLetters).ContainsAnyExceptInRange((byte)'A', (byte)'P'))
        {
            reader.Skip(-1); // fails
            return;
        }
        while (reader.ReadByte() is > 0 and var label && reader.Position - start < MaxNameBytes)
        {
            reader.Skip(label);
        }
    }
}
