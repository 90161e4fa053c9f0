using Portal.Traffic.Records;

namespace Portal.Traffic.Files;

/// <summary>A file on its way: typed by its first bytes, hashed as it passes, written to <c>files</c> when it ends.</summary>
public sealed class TransferredFile(
    IRecordSink records,
    string uid,
    ConnectionId id,
    string source,
    Side sender,
    FrameStamp first
)
{
    /// <summary>Zeek-like file identifier, the same on every run.</summary>
    public string Fuid { get; } =
        string.Concat("F", uid, source, sender, first.Number, id.OriginatorHost, records.GetHashCode());
}
