using Portal.Traffic.Captures;
using Portal.Traffic.KeyLogs;

namespace Portal.Fuzz.Seeds;

/// <summary>The TLS secrets that captures of the corpus carry: with them, what their flows say inside TLS is read too.</summary>
internal static class CorpusKeys
{
    public static KeyLog All { get; } = new();

    /// <summary>Key logs as they stood in the captures.</summary>
    public static List<byte[]> Texts { get; } = [];

    public static void Add(IEnumerable<CaptureSecret> secrets)
    {
        foreach (var secret in secrets.Where(secret => secret.Type == CaptureSecret.TlsKeyLog))
        {
            Texts.Add(secret.Content.ToArray());
            using var content = new MemoryStream(Texts[^1]);
            All.Read(content);
        }
    }
}
