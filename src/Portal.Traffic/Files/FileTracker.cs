using Portal.Traffic.Packets;
using Portal.Traffic.Records;

namespace Portal.Traffic.Files;

/// <summary>Opens a <see cref="TransferredFile"/> for each file that one flow carries.</summary>
public sealed class FileTracker(TransferredFiles run, string uid, ConnectionId id)
{
    /// <summary>Bodies are numbered from the other end: watching does not change the files' identifiers.</summary>
    private const int BodyIndex = int.MaxValue;

    private int _opened;
    private int _bodies;

    /// <summary>For a flow that stands alone: it shares no files with others.</summary>
    public FileTracker(IRecordSink records, string uid, ConnectionId id, IFileObserver? observer = null)
        : this(new TransferredFiles(records, LocalNetworks.Private, observer), uid, id) { }

    /// <summary>A file begins.</summary>
    /// <param name="source">The protocol that carries it as Zeek's <c>files.source</c> has it, for example <c>HTTP</c>.</param>
    /// <param name="sender">Who sends the file.</param>
    /// <param name="first">The frame of its first byte.</param>
    public TransferredFile Open(string source, Side sender, FrameStamp first) =>
        new(run, uid, id, source, sender, first, FileIdentifier.Of(uid, sender, _opened++));

    /// <summary>
    /// A body begins that is not one file but several, or a part of one: a multipart body, a message, a range. It has no
    /// row in <c>files</c>; null when nobody watches.
    /// </summary>
    public TransferredFile? OpenBody(string source, Side sender, FrameStamp first) =>
        run.Observer is null
            ? null
            : new(run, uid, id, source, sender, first, FileIdentifier.Of(uid, sender, BodyIndex - _bodies++))
            {
                IsBody = true,
            };

    /// <summary>
    /// A part of a file begins that other flows may carry parts of too: the same <paramref name="name"/> gives the same
    /// file, until it is whole or nothing came for two minutes. Its bytes go to <see cref="TransferredFile.DataAt"/>.
    /// </summary>
    public TransferredFile OpenShared(string source, Side sender, FrameStamp first, string name)
    {
        var file = run.FindShared(name, first);
        if (file is null)
        {
            file = Open(source, sender, first);
            run.Share(name, file, first);
        }
        else
        {
            file.AddFlow(uid, id);
        }
        return file;
    }
}
