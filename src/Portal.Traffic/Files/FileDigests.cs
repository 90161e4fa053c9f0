using System.Security.Cryptography;

namespace Portal.Traffic.Files;

/// <summary>MD5, SHA-1 and SHA-256 of one file while it passes. The first two are how samples are known, not for security.</summary>
public sealed class FileDigests : IDisposable
{
    private readonly IncrementalHash _md5 = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
    private readonly IncrementalHash _sha1 = IncrementalHash.CreateHash(HashAlgorithmName.SHA1);
    private readonly IncrementalHash _sha256 = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    public void Append(ReadOnlySpan<byte> bytes)
    {
        _md5.AppendData(bytes);
        _sha1.AppendData(bytes);
        _sha256.AppendData(bytes);
    }

    public (string Md5, string Sha1, string Sha256) Finish()
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        return (
            Convert.ToHexStringLower(digest[.._md5.GetHashAndReset(digest)]),
            Convert.ToHexStringLower(digest[.._sha1.GetHashAndReset(digest)]),
            Convert.ToHexStringLower(digest[.._sha256.GetHashAndReset(digest)])
        );
    }

    public void Dispose()
    {
        _md5.Dispose();
        _sha1.Dispose();
        _sha256.Dispose();
    }

    /// <summary>The digests of a file that lies in memory whole.</summary>
    public static (string Md5, string Sha1, string Sha256) Of(ReadOnlySpan<byte> bytes)
    {
#pragma warning disable CA5351, CA5350 // Identities of known files, not security.
        return (
            Convert.ToHexStringLower(MD5.HashData(bytes)),
            Convert.ToHexStringLower(SHA1.HashData(bytes)),
            Convert.ToHexStringLower(SHA256.HashData(bytes))
        );
#pragma warning restore CA5351, CA5350
    }
}
