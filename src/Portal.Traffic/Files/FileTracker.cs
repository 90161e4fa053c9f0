using Portal.Traffic.Records;

namespace Portal.Traffic.Files;

/// <summary>Opens a <see cref="TransferredFile"/> for each file that one flow carries.</summary>
public sealed class FileTracker(IRecordSink records, string uid, ConnectionId id, IFileObserver? observer = null)
{
    private int _opened;

    /// <summary>A file begins.</summary>
    /// <param name="source">The protocol that carries it as Zeek's <c>files.source</c> has it, for example <c>HTTP</c>.</param>
    /// <param name="sender">Who sends the file.</param>
    /// <param name="first">The frame of its first byte.</param>
    public TransferredFile Open(string source, Side sender, FrameStamp first) =>
        new(records, observer, uid, id, source, sender, first, FileIdentifier.Of(uid, sender, _opened++));
}
