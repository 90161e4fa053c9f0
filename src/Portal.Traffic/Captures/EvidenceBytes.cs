using Microsoft.Win32.SafeHandles;

namespace Portal.Traffic.Captures;

/// <summary>Reads a plain file at any place, from any thread.</summary>
internal sealed class EvidenceBytes(SafeFileHandle file) : IEvidenceBytes
{
    /// <summary>Chooses by content whether the file must be unpacked.</summary>
    public static IEvidenceBytes Open(string path)
    {
        var file = File.OpenHandle(path);
        Span<byte> head = stackalloc byte[4];
        var length = RandomAccess.Read(file, head, 0);
        if (CompressedStream.KindOf(head[..length]) == CompressionKind.None)
        {
            return new EvidenceBytes(file);
        }
        file.Dispose();
        return new WrappedEvidenceBytes(path);
    }

    public bool TryRead(long offset, Span<byte> destination)
    {
        while (!destination.IsEmpty)
        {
            var read = RandomAccess.Read(file, destination, offset);
            if (read == 0)
            {
                return false;
            }
            destination = destination[read..];
            offset += read;
        }
        return true;
    }

    public void Dispose() => file.Dispose();
}
