using Portal.Traffic.Packets;
using Portal.Traffic.Records;

namespace Portal.Traffic.Files;

/// <summary>Opens a <see cref="TransferredFile"/> for each file that one flow carries.</summary>
public sealed class FileTracker(TransferredFiles run, string uid, ConnectionId id)
{
    private int _opened;

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
