namespace Portal.Traffic.Captures;

/// <summary>Reads the frames of one file format.</summary>
internal abstract class CaptureFormatReader
{
    public abstract CaptureFormat Format { get; }

    /// <summary>False at the end, or where the journal says that reading stopped.</summary>
    public abstract bool TryReadNext(out CaptureFrame frame);
}
