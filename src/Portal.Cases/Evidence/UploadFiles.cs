using System.Buffers;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using Portal.Cases.Refusals;

namespace Portal.Cases.Evidence;

/// <summary>
/// The files of uploads that are not complete, and their hashes so far. A hash lives in memory only; after a restart it is
/// computed again from the file.
/// </summary>
public sealed class UploadFiles(EvidenceVault vault, DataFolder folder)
{
    private const int BlockBytes = 256 * 1024;

    /// <summary>Left free on the disk for records and the database.</summary>
    private const long ReserveBytes = 256L << 20;

    private readonly ConcurrentDictionary<Guid, Progress> _open = new();

    public void RequireSpace(long bytes)
    {
        var free = new DriveInfo(folder.Uploads).AvailableFreeSpace;
        if (free - ReserveBytes < bytes)
        {
            throw RefusedException.Conflict(
                $"The server's disk has {free >> 20} MiB left, too little for {bytes >> 20} MiB."
            );
        }
    }

    public long ReceivedBytes(UploadSession session)
    {
        if (session.Sha256 is not null)
        {
            return session.TotalBytes;
        }
        var file = new FileInfo(vault.PathOfUpload(session.Id));
        return file.Exists ? file.Length : 0;
    }

    public async Task AppendAsync(UploadSession session, long offset, Stream chunk, CancellationToken cancellation)
    {
        var progress = Open(session);
        await progress.Gate.WaitAsync(cancellation);
        try
        {
            await using var file = OpenPart(session.Id);
            if (session.Sha256 is not null || offset != file.Length)
            {
                throw RefusedException.Conflict(
                    $"The upload is at byte {ReceivedBytes(session)}, the chunk begins at byte {offset}."
                );
            }
            await progress.CatchUpAsync(file, cancellation);
            file.Position = file.Length;
            await CopyAsync(session, progress, chunk, file, cancellation);
            file.Flush(flushToDisk: true);
        }
        finally
        {
            progress.Gate.Release();
        }
    }

    /// <summary>
    /// Hashes what is missing, lets <paramref name="keep"/> store the hash, moves the file into the vault and then lets
    /// <paramref name="finish"/> add it to the case. Every step may be repeated.
    /// </summary>
    public async Task<TResult> SealAsync<TResult>(
        UploadSession session,
        Func<string, Task> keep,
        Func<string, Task<TResult>> finish,
        CancellationToken cancellation
    )
    {
        var progress = Open(session);
        await progress.Gate.WaitAsync(cancellation);
        try
        {
            var part = vault.PathOfUpload(session.Id);
            var sha256 = session.Sha256;
            if (sha256 is null || File.Exists(part))
            {
                RequirePart(part, session);
                await using (var file = File.OpenRead(part))
                {
                    if (file.Length != session.TotalBytes)
                    {
                        throw RefusedException.Conflict(
                            $"The upload is not complete: {file.Length} of {session.TotalBytes} bytes are here."
                        );
                    }
                    await progress.CatchUpAsync(file, cancellation);
                }
                sha256 = progress.Hash();
                await keep(sha256);
                vault.Seal(part, sha256);
            }
            if (!vault.Holds(sha256))
            {
                throw RefusedException.Conflict("The file is gone from the server's disk; send it again.");
            }
            var result = await finish(sha256);
            _open.TryRemove(session.Id, out _);
            return result;
        }
        finally
        {
            progress.Gate.Release();
        }
    }

    public async Task DropAsync(Guid id, CancellationToken cancellation)
    {
        if (_open.TryRemove(id, out var progress))
        {
            await progress.Gate.WaitAsync(cancellation);
        }
        File.Delete(vault.PathOfUpload(id));
    }

    private static void RequirePart(string part, UploadSession session)
    {
        if (!File.Exists(part))
        {
            throw RefusedException.Conflict($"The upload is not complete: 0 of {session.TotalBytes} bytes are here.");
        }
    }

    private static async Task CopyAsync(
        UploadSession session,
        Progress progress,
        Stream chunk,
        FileStream file,
        CancellationToken cancellation
    )
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BlockBytes);
        try
        {
            int read;
            while ((read = await chunk.ReadAsync(buffer.AsMemory(0, BlockBytes), cancellation)) > 0)
            {
                if (file.Length + read > session.TotalBytes)
                {
                    throw RefusedException.Conflict($"More bytes came than the {session.TotalBytes} announced.");
                }
                var block = buffer.AsMemory(0, read);
                await file.WriteAsync(block, CancellationToken.None);
                progress.Add(block.Span);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private Progress Open(UploadSession session) => _open.GetOrAdd(session.Id, _ => new Progress());

    private FileStream OpenPart(Guid id) =>
        new(
            vault.PathOfUpload(id),
            FileMode.OpenOrCreate,
            FileAccess.ReadWrite,
            FileShare.Read,
            bufferSize: 0,
            FileOptions.Asynchronous
        );

    private sealed class Progress
    {
        private IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        private long _hashed;

        public SemaphoreSlim Gate { get; } = new(1, 1);

        public void Add(ReadOnlySpan<byte> bytes)
        {
            _hash.AppendData(bytes);
            _hashed += bytes.Length;
        }

        /// <summary>Hashes what is in the file but not in the hash: after a restart, all of it.</summary>
        public async Task CatchUpAsync(FileStream file, CancellationToken cancellation)
        {
            if (_hashed > file.Length)
            {
                _hash.Dispose();
                _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
                _hashed = 0;
            }
            file.Position = _hashed;
            var buffer = ArrayPool<byte>.Shared.Rent(BlockBytes);
            try
            {
                int read;
                while ((read = await file.ReadAsync(buffer.AsMemory(0, BlockBytes), cancellation)) > 0)
                {
                    Add(buffer.AsSpan(0, read));
                }
            }
            finally
            {
                ArrayPool<byte>.Shared.Return(buffer);
            }
        }

        /// <summary>Lower-case hex of all bytes so far.</summary>
        public string Hash() => Convert.ToHexStringLower(_hash.GetCurrentHash());
    }
}
