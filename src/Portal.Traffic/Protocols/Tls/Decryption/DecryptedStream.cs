namespace Portal.Traffic.Protocols.Tls.Decryption;

/// <summary>Where decrypted data goes: a stream inside the flow, which all protocols may claim.</summary>
internal sealed class DecryptedStream(FlowContext flow)
{
    private readonly bool[] _hasEnded = new bool[2];
    private InnerStream? _inner;

    /// <summary>Nothing more of this flow is decrypted.</summary>
    public bool IsOver { get; private set; }

    public void Data(Side side, ReadOnlySpan<byte> bytes, FrameStamp frame)
    {
        if (bytes.IsEmpty || IsOver || _hasEnded[(int)side])
        {
            return;
        }
        if (_inner is null)
        {
            flow.NoteDecrypted();
            _inner = flow.OpenInner();
        }
        _inner.Data(side, bytes, frame);
    }

    /// <summary>Bytes that cannot be had.</summary>
    public void Gap(Side side, int bytes, FrameStamp frame)
    {
        if (bytes > 0 && !IsOver && !_hasEnded[(int)side])
        {
            _inner?.Gap(side, bytes, frame);
        }
    }

    /// <summary>The side sends no more.</summary>
    public void End(Side side, FrameStamp frame)
    {
        if (!_hasEnded[(int)side])
        {
            _hasEnded[(int)side] = true;
            _inner?.End(side, frame);
        }
    }

    /// <summary>What the keys open is not what was sent: nothing that follows can be trusted.</summary>
    public void Fail(string reason)
    {
        if (!IsOver)
        {
            IsOver = true;
            flow.Weird("tls_decryption_failed", reason, "SSL");
        }
    }

    /// <summary>The keys are there, but nobody here knows how to use them.</summary>
    public void Refuse(string reason)
    {
        IsOver = true;
        flow.Weird("tls_decryption_unsupported", reason, "SSL");
    }
}
