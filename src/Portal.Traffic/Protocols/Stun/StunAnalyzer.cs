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
        if (!_isConfirmed)
        {
            _isConfirmed = true;
            flow.Confirm("stun");
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
