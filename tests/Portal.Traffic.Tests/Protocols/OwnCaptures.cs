using Portal.Samples;

namespace Portal.Traffic.Tests.Protocols;

/// <summary>Captures made for these tests, in the folder <c>Captures</c> beside them.</summary>
internal static class OwnCaptures
{
    /// <param name="protocol">The folder of the protocol.</param>
    /// <param name="name">Of the file, without its ending.</param>
    public static string File(string protocol, string name) =>
        Path.Combine(Corpus.Top, "tests", "Portal.Traffic.Tests", "Protocols", protocol, "Captures", $"{name}.pcap");
}
