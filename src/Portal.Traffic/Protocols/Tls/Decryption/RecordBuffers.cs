using Portal.Traffic.Records;

namespace Portal.Traffic.Protocols.Tls.Decryption;

/// <summary>Room for records that are being put together or decrypted, shared by all flows of a shard and used again.</summary>
internal sealed class RecordBuffers : ISharedState
{
    /// <summary>A record's longest body: 2^14 bytes and what the encryption adds (RFC 5246 §6.2.3).</summary>
    public const int MaxBody = (1 << 14) + 2048;

    /// <summary>9 MB. A flow holds one while a record of it is on its way; the records of more flows at once are lost.</summary>
    private const int MaxBuffers = 512;

    private readonly Stack<byte[]> _free = new();
    private int _made;

    /// <summary>Of <see cref="MaxBody"/> bytes; null when too many are in use.</summary>
    public byte[]? Take()
    {
        if (_free.TryPop(out var buffer))
        {
            return buffer;
        }
        if (_made == MaxBuffers)
        {
            return null;
        }
        _made++;
        return new byte[MaxBody];
    }

    public void Return(byte[] buffer) => _free.Push(buffer);

    public void Sweep(FrameStamp now, IRecordSink records) { }

    public void Finish(FrameStamp now, IRecordSink records) { }
}
