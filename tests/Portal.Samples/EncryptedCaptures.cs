namespace Portal.Samples;

/// <summary>Captures of TLS made on loopback with OpenSSL, Kestrel and curl, and the key logs that these wrote.</summary>
public static class EncryptedCaptures
{
    private static string Folder =>
        Path.Combine(Corpus.Top, "tests", "Portal.Traffic.Tests", "Protocols", "Tls", "Decryption", "Captures");

    /// <param name="name">One of the files of that folder, without its ending.</param>
    public static string File(string name) => Path.Combine(Folder, $"{name}.pcap");

    /// <param name="name">Of the capture.</param>
    public static string KeyLog(string name) => Path.Combine(Folder, $"{name}.keys");
}
