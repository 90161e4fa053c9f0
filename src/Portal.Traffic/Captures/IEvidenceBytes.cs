namespace Portal.Traffic.Captures;

/// <summary>The uncompressed content of an evidence file, by place: plain files and wrapped ones.</summary>
internal interface IEvidenceBytes : IDisposable
{
    /// <summary>Fills the destination from that place; false if the content ends before.</summary>
    bool TryRead(long offset, Span<byte> destination);
}
