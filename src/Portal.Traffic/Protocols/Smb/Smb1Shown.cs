namespace Portal.Traffic.Protocols.Smb;

/// <summary>Follows a flow's shares and requests for the packet tree. Only made when somebody looks.</summary>
internal sealed class Smb1Shown
{
    /// <summary>Identifiers have 16 bits; a client uses a few at once.</summary>
    private const int MaxKept = 16_384;

    private readonly Dictionary<ushort, string> _paths = [];
    private readonly Dictionary<ushort, string> _files = [];
    private readonly Dictionary<uint, Request> _requests = [];

    public Smb1Facts? OnMessage(ReadOnlySpan<byte> message, FrameStamp frame)
    {
        if (!Smb1Header.TryParse(message, out var header))
        {
            return null;
        }
        var path = _paths.GetValueOrDefault(header.TreeId);
        var (fileId, file) = FileOf(message, header);
        if (!header.IsResponse)
        {
            var asked = new Request(frame, Smb1TreeConnect.PathOf(message, header), fileId, file);
            Keep(_requests, header.ExchangeId, asked);
            return new Smb1Facts(path, 0, 0, fileId, file);
        }
        if (!_requests.Remove(header.ExchangeId, out var request))
        {
            return new Smb1Facts(path, 0, 0, fileId, file);
        }
        if (request.Path is { } connected && header.Status == 0)
        {
            Keep(_paths, header.TreeId, connected);
            path = connected;
        }
        if (fileId is { } opened && request.File is { } name && header.Status == 0)
        {
            Keep(_files, (ushort)opened, name);
        }
        return new Smb1Facts(
            path,
            request.Frame.Number,
            frame.Time - request.Frame.Time,
            fileId ?? (request.FileId is 0 ? null : request.FileId), // no file has the number 0
            request.File
        );
    }

    private (int? Id, string? Name) FileOf(ReadOnlySpan<byte> message, in Smb1Header header)
    {
        if (!Smb1Block.TryParse(message, Smb1Header.Bytes, out var block))
        {
            return default;
        }
        if (Smb1FileId.OffsetOf(header.Command, header.IsResponse, block) is { } at)
        {
            var id = block.UInt16(at);
            return (id, header.IsResponse ? null : _files.GetValueOrDefault(id));
        }
        return (null, Smb1FileId.NameOf(header.Command, header, block));
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

    private sealed record Request(FrameStamp Frame, string? Path, int? FileId, string? File);
}
