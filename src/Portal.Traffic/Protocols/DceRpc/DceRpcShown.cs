namespace Portal.Traffic.Protocols.DceRpc;

/// <summary>Keeps the calls of one association for the packet tree. Only made when somebody looks.</summary>
internal sealed class DceRpcShown
{
    /// <summary>As many as <see cref="DceRpcConversation"/> follows.</summary>
    private const int MaxCalls = 1024;

    private const byte ObjectFlag = 0x80;
    private const int ObjectBytes = 16;

    private readonly Dictionary<uint, Call> _calls = [];

    /// <summary>What is known of a request or response besides its bytes; null for others and for a response without a call.</summary>
    /// <param name="header">Of the fragment.</param>
    /// <param name="fragment">From its header on.</param>
    /// <param name="contexts">Which interface each context is for.</param>
    /// <param name="frame">That completes it.</param>
    public DceRpcFacts? OnFragment(
        in DceRpcHeader header,
        ReadOnlySpan<byte> fragment,
        Dictionary<ushort, Guid> contexts,
        FrameStamp frame
    )
    {
        if (header.Type == DceRpcType.Request)
        {
            var call = Read(header, fragment, contexts, frame);
            if (header.IsFirst)
            {
                if (_calls.Count >= MaxCalls)
                {
                    _calls.Clear();
                }
                _calls[header.CallId] = call;
            }
            return new DceRpcFacts(call.Operation, 0, 0, call.Name, []);
        }
        return
            header.Type is DceRpcType.Response or DceRpcType.Fault && _calls.TryGetValue(header.CallId, out var known)
            ? new DceRpcFacts(
                known.Operation,
                known.Frame.Number,
                frame.Time - known.Frame.Time,
                known.Name,
                known.Target
            )
            : null;
    }

    private static Call Read(
        in DceRpcHeader header,
        ReadOnlySpan<byte> fragment,
        Dictionary<ushort, Guid> contexts,
        FrameStamp frame
    )
    {
        var body = new DceRpcReader(fragment[DceRpcHeader.Bytes..], header.IsLittleEndian);
        body.Skip(4); // size of the arguments
        var (context, operation) = (body.UInt16(), body.UInt16());
        var target = (header.Flags & ObjectFlag) != 0 ? body.Take(ObjectBytes) : default;
        var name = contexts.TryGetValue(context, out var uuid) ? DceRpcNames.Operation(uuid, operation) : null;
        return new Call(frame, operation, name, target.ToArray());
    }

    private sealed record Call(FrameStamp Frame, int Operation, string? Name, byte[] Target);
}
