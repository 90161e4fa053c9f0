using System.IO.Compression;
using ZstdSharp;

namespace Portal.Traffic.Protocols.Tls.Decryption;

/// <summary>A certificate message that was compressed (RFC 8879 §4): algorithm, length, compressed message.</summary>
internal static class CertificateCompression
{
    private const int Zlib = 1;
    private const int Brotli = 2;
    private const int Zstd = 3;

    /// <summary>The body of the certificate message; false when it does not expand to just the length that it says.</summary>
    public static bool TryExpand(ReadOnlySpan<byte> body, out byte[] certificate)
    {
        certificate = [];
        var reader = new ByteReader(body);
        var algorithm = reader.ReadUInt16();
        var length = reader.ReadUInt24();
        var compressed = reader.Take(reader.ReadUInt24());
        if (reader.Failed || length is 0 or > HandshakeBuffer.MaxMessageBytes)
        {
            return false;
        }
        certificate = new byte[length];
        try
        {
            return algorithm switch
            {
                Zlib => TryInflate(compressed, certificate),
                Brotli => BrotliDecoder.TryDecompress(compressed, certificate, out var written) && written == length,
                Zstd => TryUnwrap(compressed, certificate),
                _ => false,
            };
        }
        catch (Exception failure) when (failure is InvalidDataException or ZstdException)
        {
            return false;
        }
    }

    private static bool TryInflate(ReadOnlySpan<byte> compressed, byte[] certificate)
    {
        using var source = new MemoryStream(compressed.ToArray());
        using var inflater = new ZLibStream(source, CompressionMode.Decompress);
        return inflater.ReadAtLeast(certificate, certificate.Length, throwOnEndOfStream: false) == certificate.Length
            && inflater.ReadByte() < 0;
    }

    private static bool TryUnwrap(ReadOnlySpan<byte> compressed, byte[] certificate)
    {
        using var decompressor = new Decompressor();
        return decompressor.TryUnwrap(compressed, certificate, out var written) && written == certificate.Length;
    }
}
