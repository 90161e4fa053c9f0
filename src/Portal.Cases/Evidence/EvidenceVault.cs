using System.Security.Cryptography;

namespace Portal.Cases.Evidence;

/// <summary>
/// The folder of raw evidence, each file under its SHA-256 and read-only, and the folder of uploads on their way to it.
/// </summary>
public sealed class EvidenceVault(DataFolder folder)
{
    /// <summary>Large enough that a disk is busy, small enough to stop soon when cancelled.</summary>
    private const int BlockBytes = 1 << 20;

    public string PathOf(string sha256) => Path.Combine(folder.Evidence, sha256[..2], sha256);

    public string PathOfUpload(Guid uploadId) => Path.Combine(folder.Uploads, $"{uploadId:N}.part");

    public bool Holds(string sha256) => File.Exists(PathOf(sha256));

    public FileStream OpenRead(string sha256) =>
        new(PathOf(sha256), FileMode.Open, FileAccess.Read, FileShare.Read, BlockBytes, FileOptions.Asynchronous);

    /// <summary>Moves a complete file in under its hash; when it is there already the new copy is dropped.</summary>
    public void Seal(string source, string sha256)
    {
        var target = PathOf(sha256);
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        if (File.Exists(target))
        {
            File.Delete(source);
            return;
        }
        File.SetAttributes(source, FileAttributes.ReadOnly);
        File.Move(source, target);
    }

    /// <summary>SHA-256 of a stored file as it is now, lower-case hex; null when the file is gone.</summary>
    public async Task<string?> HashAsync(string sha256, CancellationToken cancellation)
    {
        if (!Holds(sha256))
        {
            return null;
        }
        await using var stream = OpenRead(sha256);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancellation));
    }
}
