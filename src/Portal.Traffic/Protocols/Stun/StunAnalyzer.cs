namespace Portal.Traffic.Protocols.Stun;

/// <summary>
/// Two peers find a way to each other and then use the same flow for what they want to say: the first byte tells STUN, DTLS
/// and RTP apart (RFC 7983 §7). A handshake is handed on to those that read it.
/// </summary>
internal sealed class StunAnalyzer(FlowContext flow) : IFlowAnalyzer
{
    // RFC 7983 §7
    private const byte FirstDtls = 20;
    private const byte LastDtls = 63;

    private bool _isConfirmed;

    public void OnData(Side side, ReadOnlySpan<byte> bytes, FrameStamp frame)
    {
        if (_isConfirmed && bytes[0] is >= FirstDtls and <= LastDtls)
        {
            flow.HandOver(side, bytes);
            return;
        }
        if (flow.IsShown)
        {
            Show(side, bytes);
        }
        if (!_isConfirmed)
        {
            _isConfirmed = true;
            flow.Confirm("stun");
        }
    }

    /// <summary>
    /// The messages that the delivery begins with and has whole; over TCP with the length before each that RFC 4571 §2 puts
    /// there, or without (RFC 8489 §6.2.2).
    /// </summary>
    private void Show(Side side, ReadOnlySpan<byte> bytes)
    {
        const int FrameLengthBytes = 2;
        while (!bytes.IsEmpty)
        {
            var start = StunMessage.IsMessage(bytes, isWhole: false) ? 0 : FrameLengthBytes;
            var rest = bytes[Math.Min(start, bytes.Length)..];
            if (!StunMessage.IsMessage(rest, isWhole: false) || StunMessage.WholeBytes(rest) > rest.Length)
            {
                return;
            }
            flow.Show(StunFields.Add, side, rest[..StunMessage.WholeBytes(rest)]);
            bytes = rest[StunMessage.WholeBytes(rest)..];
        }
    }

    public void OnGap(Side side, long bytes, FrameStamp frame)
    {
        // Nothing is put together.
    }

    public void OnEnd(Side side, FrameStamp frame)
    {
        // The other side may go on.
    }

    public void OnDone()
    {
        // Nothing is held back.
    }
}
