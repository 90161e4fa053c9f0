namespace Portal.Traffic.Files;

/// <summary>Reads one file as it passes. An exception ends the reading, not the file.</summary>
public interface IFileReader
{
    /// <summary>The next bytes, from the first on; the span is only valid during the call.</summary>
    void OnData(ReadOnlySpan<byte> bytes);

    /// <summary>Bytes of the file are missing: what follows is out of place, and no more of it comes.</summary>
    void OnGap();

    /// <summary>The file is over.</summary>
    /// <param name="first">Its first frame.</param>
    /// <param name="last">The frame that ended it.</param>
    void OnClose(FrameStamp first, FrameStamp last);
}
