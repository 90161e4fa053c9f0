namespace Portal.Traffic.Protocols.Smb;

/// <summary>Follows a flow's shares and requests for the packet tree. Only made when somebody looks.</summary>
internal sealed class Smb1Shown
{
    /// <summary>Identifiers have 16 bits; a client uses a few at once.</summary>
    private const int MaxKept = 16_384;

    private readonly Dictionary<ushort, string> _paths = [];
    private readonly Dictionary<uint, Request> _requests = [];

    public Smb1Facts? OnMessage(ReadOnlySpan<byte> message, FrameStamp frame)
    {
        if (!Smb1Header.TryParse(message, out var header))
        {
            return null;
        }
        var path = _paths.GetValueOrDefault(header.TreeId);
        if (!header.IsResponse)
        {
            Keep(_requests, header.ExchangeId, new Request(frame, Smb1TreeConnect.PathOf(message, header)));
            return new Smb1Facts(path, 0, 0);
        }
        if (!_requests.Remove(header.ExchangeId, out var request))
        {
            return new Smb1Facts(path, 0, 0);
        }
        if (request.Path is { } connected && header.Status == 0)
        {
            Keep(_paths, header.TreeId, connected);
            path = connected;
        }
        return new Smb1Facts(path, request.Frame.Number, frame.Time - request.Frame.Time);
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

    private sealed record Request(FrameStamp Frame, string? Path);
}
