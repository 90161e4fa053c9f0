namespace Portal.Traffic.Protocols.Http;

/// <summary>The 61 entries that every HPACK table begins with (RFC 7541, appendix A).</summary>
internal static class HpackStaticTable
{
    private static readonly string[] s_lines = (
        ":authority|:method GET|:method POST|:path /|:path /index.html|:scheme http|:scheme https|:status 200|:status 204|"
        + ":status 206|:status 304|:status 400|:status 404|:status 500|accept-charset|accept-encoding gzip, deflate|"
        + "accept-language|accept-ranges|accept|access-control-allow-origin|age|allow|authorization|cache-control|"
        + "content-disposition|content-encoding|content-language|content-length|content-location|content-range|content-type|"
        + "cookie|date|etag|expect|expires|from|host|if-match|if-modified-since|if-none-match|if-range|if-unmodified-since|"
        + "last-modified|link|location|max-forwards|proxy-authenticate|proxy-authorization|range|referer|refresh|retry-after|"
        + "server|set-cookie|strict-transport-security|transfer-encoding|user-agent|vary|via|www-authenticate"
    ).Split('|');

    /// <summary>The entry of index 1 is first.</summary>
    public static IReadOnlyList<HpackHeader> Entries { get; } =
    [
        .. s_lines
            .Select(line => line.Split(' ', 2))
            .Select(parts => new HpackHeader(
                System.Text.Encoding.ASCII.GetBytes(parts[0]),
                System.Text.Encoding.ASCII.GetBytes(parts.ElementAtOrDefault(1) ?? "")
            )),
    ];
}
