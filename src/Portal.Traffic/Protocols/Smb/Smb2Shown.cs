namespace Portal.Traffic.Protocols.Smb;

/// <summary>Follows a flow's shares, sessions and requests for the packet tree. Only made when somebody looks.</summary>
internal sealed class Smb2Shown
{
    /// <summary>As many as <see cref="Smb2Session"/> follows.</summary>
    private const int MaxKept = 16_384;

    private const int QueryDirectory = 0x0E;
    private const int QueryInfo = 0x10;

    private readonly Dictionary<uint, (string Path, byte Type)> _trees = [];
    private readonly Dictionary<ulong, Smb2Account> _accounts = [];
    private readonly Dictionary<ulong, Request> _requests = [];

    /// <summary>Of each message in a compound.</summary>
    public Smb2Facts[] OnMessage(ReadOnlySpan<byte> compound, FrameStamp frame)
    {
        var facts = new List<Smb2Facts>();
        while (Smb2Header.TryParse(compound, out var header))
        {
            var isLast = header.Next < Smb2Header.Bytes || header.Next > compound.Length;
            var message = isLast ? compound : compound[..(int)header.Next];
            facts.Add(header.IsResponse ? OnResponse(header, message, frame) : OnRequest(header, message, frame));
            if (isLast)
            {
                break;
            }
            compound = compound[(int)header.Next..];
        }
        return [.. facts];
    }

    /// <summary>Whose session an encrypted message (MS-SMB2 §2.2.41) belongs to; null when that was not seen.</summary>
    public Smb2Account? OnEncrypted(ReadOnlySpan<byte> message)
    {
        var reader = new ByteReader(message);
        reader.Skip(44);
        return _accounts.GetValueOrDefault(reader.ReadUInt64LittleEndian());
    }

    private Smb2Facts OnRequest(in Smb2Header header, ReadOnlySpan<byte> message, FrameStamp frame)
    {
        var body = new Smb2Body(message);
        var request = new Request(frame);
        switch ((int)header.Command)
        {
            case (int)Smb2Command.TreeConnect:
                request.Path = body.Text(body.UInt16(4), body.UInt16(6));
                break;
            case (int)Smb2Command.SessionSetup:
                request.Account = Smb2Account.Find(body.Buffer(body.UInt16(12), body.UInt16(14)));
                break;
            case QueryDirectory:
                request.Level = body.Byte(2);
                break;
            case QueryInfo:
            case (int)Smb2Command.SetInfo:
                (request.Class, request.Level) = (body.Byte(2), body.Byte(3));
                break;
            default:
                break;
        }
        Keep(_requests, header.MessageId, request);
        return Known(header.TreeId, header.SessionId) with { Class = request.Class, Level = request.Level };
    }

    private Smb2Facts OnResponse(in Smb2Header header, ReadOnlySpan<byte> message, FrameStamp frame)
    {
        var isKnown = header.IsPending
            ? _requests.TryGetValue(header.MessageId, out var request)
            : _requests.Remove(header.MessageId, out request);
        if (!isKnown || request is null)
        {
            return Known(header.TreeId, header.SessionId);
        }
        if (header.Command == Smb2Command.SessionSetup && request.Account is { } account)
        {
            Keep(_accounts, header.SessionId, account);
        }
        var facts = Known(header.TreeId, header.SessionId) with
        {
            RequestFrame = request.Frame.Number,
            Elapsed = frame.Time - request.Frame.Time,
            Class = request.Class,
            Level = request.Level,
        };
        if (header.Command == Smb2Command.TreeConnect && header.Status == 0 && request.Path is { } path)
        {
            // The answer itself says no more than the kind of share.
            Keep(_trees, header.TreeId, (path, new Smb2Body(message).Byte(2)));
            return facts with { Tree = null, ShareType = null };
        }
        return facts;
    }

    private Smb2Facts Known(uint tree, ulong session)
    {
        var facts = new Smb2Facts(Account: _accounts.GetValueOrDefault(session));
        return _trees.TryGetValue(tree, out var share)
            ? facts with
            {
                Tree = share.Path,
                ShareType = share.Type,
            }
            : facts;
    }

    private static void Keep<TKey, TValue>(Dictionary<TKey, TValue> table, TKey key, TValue value)
        where TKey : notnull
    {
        if (table.Count >= MaxKept)
        {
            table.Clear();
        }
        table[key] = value;
    }

    private sealed class Request(FrameStamp frame)
    {
        public FrameStamp Frame { get; } = frame;
        public string? Path { get; set; }
        public Smb2Account? Account { get; set; }
        public byte Class { get; set; }
        public byte Level { get; set; }
    }
}
