using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Portal.Traffic.Records;

namespace Portal.Traffic.Protocols.Tls.Certificates;

/// <summary>Certificates that were parsed lately, by their bytes: a server shows the same chain to every client.</summary>
internal sealed class KnownCertificates : ISharedState
{
    /// <summary>The busiest servers and their issuers; when there are more, all are forgotten and parsed once more.</summary>
    internal const int MaxKnown = 256;

    /// <summary>Real certificates have two thousand bytes; what is longer is parsed every time rather than kept.</summary>
    internal const int MaxKeptBytes = 8192;

    private readonly Dictionary<Digest, Certificate> _known = [];

    internal int Count => _known.Count;

    /// <summary>As <see cref="Certificate.TryParse"/>.</summary>
    public bool TryParse(ReadOnlySpan<byte> der, out Certificate certificate)
    {
        if (der.Length > MaxKeptBytes)
        {
            return Certificate.TryParse(der, out certificate);
        }
        Span<byte> bytes = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(der, bytes);
        var digest = MemoryMarshal.Read<Digest>(bytes);
        if (_known.TryGetValue(digest, out certificate!))
        {
            return true;
        }
        if (!Certificate.TryParse(der, out certificate))
        {
            return false;
        }
        if (_known.Count == MaxKnown)
        {
            _known.Clear();
        }
        _known.Add(digest, certificate);
        return true;
    }

    public void Sweep(FrameStamp now, IRecordSink output) { }

    public void Finish(FrameStamp now, IRecordSink output) { }

    /// <summary>A SHA-256.</summary>
    private readonly record struct Digest(ulong A, ulong B, ulong C, ulong D);
}
