namespace Portal.Traffic.Protocols.Tls.Decryption;

/// <summary>Opens the records of one direction under one set of keys, in their order.</summary>
internal abstract class RecordProtection : IDisposable
{
    /// <summary>Number of the next record.</summary>
    public ulong Sequence { get; protected set; }

    /// <summary>A record that was not captured whole went by.</summary>
    public virtual void Skip() => Sequence++;

    /// <summary>
    /// Decrypts a record; false, with the state as before, when it does not fit or is not authentic.
    /// </summary>
    /// <param name="header">The five bytes before it.</param>
    /// <param name="body">The record as it was sent.</param>
    /// <param name="plain">Room for as many bytes as <paramref name="body"/> has.</param>
    /// <param name="length">Bytes of plaintext.</param>
    public abstract bool TryOpen(ReadOnlySpan<byte> header, ReadOnlySpan<byte> body, Span<byte> plain, out int length);

    /// <summary>Bytes of plaintext in a record of that length that was not captured whole, as far as that can be told.</summary>
    public abstract int PlainLength(int bodyLength);

    public abstract void Dispose();
}
