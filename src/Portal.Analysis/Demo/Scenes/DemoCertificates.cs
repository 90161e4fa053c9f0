namespace Portal.Analysis.Demo.Scenes;

/// <summary>The certificates of the demo's servers, made once and kept as DER beside this file.</summary>
internal static class DemoCertificates
{
    public static byte[] SelfSigned(string name) => Read(name);

    /// <summary>Leaf and issuer.</summary>
    public static byte[][] Issued(string name) => [Read(name), Read("issuer")];

    private static byte[] Read(string name)
    {
        var resource = $"Portal.Analysis.Demo.Certificates.{name}.der";
        using var stream =
            typeof(DemoCertificates).Assembly.GetManifestResourceStream(resource)
            ?? throw new InvalidOperationException($"The assembly lacks {resource}.");
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
