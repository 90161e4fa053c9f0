namespace Portal.Traffic.Mime;

/// <summary>Takes what <see cref="MimeReader"/> finds in a message. Spans are only valid during the call.</summary>
public interface IMimeConsumer
{
    /// <param name="entity">The message or the part that the header belongs to.</param>
    /// <param name="name">As it stands in the message.</param>
    /// <param name="value">Without blanks before it; a folded one as one line.</param>
    void OnHeader(MimeEntity entity, ReadOnlySpan<byte> name, ReadOnlySpan<byte> value);

    /// <summary>Content of a part that has no parts of its own, its transfer encoding undone.</summary>
    void OnBody(MimeEntity entity, ReadOnlySpan<byte> bytes, FrameStamp frame);

    /// <summary>Bytes of the message that were never captured, in the body of a part.</summary>
    void OnBodyGap(MimeEntity entity, long bytes, FrameStamp frame);

    void OnEntityEnd(MimeEntity entity, FrameStamp frame);
}
