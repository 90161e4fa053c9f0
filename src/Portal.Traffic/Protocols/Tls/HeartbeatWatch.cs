namespace Portal.Traffic.Protocols.Tls;

/// <summary>
/// Looks at heartbeat records (RFC 6520), which hardly anything but the Heartbleed attack sends: a request that claims
/// more payload than it has, and, where the request is encrypted, a response that is longer than its request.
/// </summary>
internal sealed class HeartbeatWatch(FlowContext flow)
{
    /// <summary>Response and request choose their own padding, at least 16 bytes each.</summary>
    private const int PaddingTolerance = 64;

    private const int HeaderBytes = 3; // type, payload length
    private const int RequestType = 1;

    private readonly int[] _lengths = [-1, -1];

    /// <param name="side">Who sent it.</param>
    /// <param name="length">The record's length.</param>
    /// <param name="head">Its first three bytes; empty when encrypted.</param>
    public void OnRecord(Side side, int length, ReadOnlySpan<byte> head)
    {
        flow.Weird("tls_heartbeat", head.IsEmpty ? "encrypted" : null, "SSL");
        var other = 1 - (int)side;
        if (_lengths[other] >= 0 && length > _lengths[other] + PaddingTolerance)
        {
            flow.Weird("tls_heartbeat_response_longer", $"{length} bytes for {_lengths[other]}", "SSL");
        }
        _lengths[(int)side] = length;

        var reader = new ByteReader(head);
        var isRequest = reader.ReadByte() == RequestType;
        var payload = reader.ReadUInt16();
        if (!reader.Failed && isRequest && payload + HeaderBytes > length)
        {
            flow.Weird("tls_heartbeat_overread", $"{payload} bytes asked of {length}", "SSL");
        }
    }
}
