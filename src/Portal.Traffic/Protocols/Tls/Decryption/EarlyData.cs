namespace Portal.Traffic.Protocols.Tls.Decryption;

/// <summary>
/// What a client sent before the server's answer, until that says whether it took it: else the client sends it again
/// (RFC 8446 §4.2.10).
/// </summary>
internal sealed class EarlyData(RecordBuffers buffers)
{
    /// <summary>Servers allow 16 KiB as a rule: one record, or some small ones.</summary>
    private const int MaxRecords = 16;

    private readonly List<(byte[] Buffer, int Length, FrameStamp Frame)> _held = [];
    private int _missing;

    /// <summary>The server has answered: true when it takes the data.</summary>
    public bool? IsAccepted { get; private set; }

    public bool IsEmpty => _held.Count == 0;

    /// <summary>Keeps a copy.</summary>
    public void Hold(ReadOnlySpan<byte> bytes, FrameStamp frame)
    {
        if (_held.Count < MaxRecords && buffers.Take() is { } buffer)
        {
            bytes.CopyTo(buffer);
            _held.Add((buffer, bytes.Length, frame));
        }
        else
        {
            _missing += bytes.Length;
        }
    }

    /// <summary>Gives what is held on, or forgets it.</summary>
    public void Decide(bool isAccepted, Side client, DecryptedStream output)
    {
        IsAccepted ??= isAccepted;
        foreach (var (buffer, length, frame) in _held)
        {
            if (IsAccepted == true)
            {
                output.Data(client, buffer.AsSpan(0, length), frame);
            }
            buffers.Return(buffer);
        }
        if (IsAccepted == true && _missing > 0)
        {
            output.Gap(client, _missing, _held[^1].Frame);
        }
        _held.Clear();
        _missing = 0;
    }
}
