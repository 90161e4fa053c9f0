namespace Portal.Traffic.Files;

/// <summary>Which analyses a file gets, in the order in which Zeek prints them.</summary>
internal static class FileAnalyzers
{
    private static readonly string[] s_hashes = ["MD5", "SHA1", "SHA256"];

    public static IReadOnlyList<string> Order(List<string> named, string? mimeType)
    {
        if (named.Contains("X509"))
        {
            return ["X509", "SHA256", "SHA1", "MD5"];
        }
        if (named.Count > 0)
        {
            return [.. named, .. s_hashes];
        }
        return mimeType switch
        {
            "application/x-dosexec" => ["SHA256", "PE", "SHA1", "MD5"],
            "application/ocsp-response" => ["SHA256", "SHA1", "MD5", "OCSP_REPLY"],
            _ => s_hashes,
        };
    }
}
