using System.Collections.Concurrent;
using Portal.Analysis.Store;
using Portal.Traffic.Files;
using Portal.Traffic.Records;

namespace Portal.Analysis.Objects;

/// <summary>
/// Keeps the content of every file that passes, writes it to a store when the file is over, and a row of <c>objects</c> for
/// it. Memory is bounded. For several threads, each with its own files.
/// </summary>
public sealed class ObjectCarver : IFileObserver, IDisposable
{
    /// <summary>Contents in memory together; beyond it each goes to the disk as it comes.</summary>
    private const int MaxInMemory = 16 << 20;

    private readonly ConcurrentDictionary<TransferredFile, CarvedContent> _open = new();
    private readonly ObjectStore _store;
    private readonly IncomingFolder _incoming;
    private int _inMemory;

    public ObjectCarver(ObjectStore store)
    {
        _store = store;
        _incoming = store.CreateIncoming();
    }

    public void OnData(TransferredFile file, ReadOnlySpan<byte> bytes)
    {
        if (IsCertificate(file))
        {
            return;
        }
        var content = _open.GetOrAdd(file, static (_, folder) => new CarvedContent(folder), _incoming.Folder);
        var before = content.InMemory;
        content.Append(bytes, mustSpill: Volatile.Read(ref _inMemory) > MaxInMemory);
        Interlocked.Add(ref _inMemory, content.InMemory - before);
    }

    public void OnGap(TransferredFile file, long bytes)
    {
        // A file that begins with a hole is one of which something follows, or nothing to keep.
        var content = _open.GetOrAdd(file, static (_, folder) => new CarvedContent(folder), _incoming.Folder);
        var before = content.InMemory;
        content.AppendHole(bytes);
        Interlocked.Add(ref _inMemory, content.InMemory - before);
    }

    public void OnClose(TransferredFile file, FilesRecord record, IRecordSink records)
    {
        if (!_open.TryRemove(file, out var content))
        {
            return;
        }
        Interlocked.Add(ref _inMemory, -content.InMemory);
        if (record.SeenBytes == 0)
        {
            content.Delete();
            return;
        }
        var missing = content.Missing(file);
        var (md5, sha1, sha256) =
            record is { Md5: { } known, Sha1: { } known1, Sha256: { } known256 } && missing is null
                ? (known, known1, known256)
                : content.Digest();
        _store.Take(content.Finish(), sha256);
        records.Write(
            ObjectRecord.Table,
            new ObjectRecord
            {
                Timestamp = record.Timestamp,
                Uid = record.Uid,
                Id = record.Id,
                FirstFrame = record.FirstFrame,
                LastFrame = record.LastFrame,
                Fuid = record.Fuid,
                Source = record.Source,
                IsOriginator = record.IsOriginator,
                FileName = record.FileName,
                MimeType = record.MimeType,
                DeclaredMimeType = file.DeclaredMimeType,
                Size = content.Length,
                TotalBytes = record.TotalBytes,
                IsComplete = missing is null && !record.IsTimedOut,
                Missing = missing,
                Md5 = md5,
                Sha1 = sha1,
                Sha256 = sha256,
            }
        );
    }

    /// <summary>Certificates are the handshake's, not the users' files; <c>x509</c> has them.</summary>
    private static bool IsCertificate(TransferredFile file) =>
        file.MimeType?.StartsWith("application/x-x509-", StringComparison.Ordinal) == true;

    /// <summary>Forgets what is not over yet.</summary>
    public void Dispose()
    {
        _open.Clear();
        _incoming.Dispose();
        _store.Tidy();
    }
}
