namespace Portal.Traffic.Protocols.Tls.Certificates;

/// <summary>
/// Whether a certificate is for a host (RFC 6125 §6.4, RFC 2818 §3.1): by its alternative names if it has the extension,
/// else by its last common name. A <c>*</c> stands at the end of the first label only, for no dot, and not above the third
/// label.
/// </summary>
internal static class HostName
{
    public static bool Matches(string host, Certificate certificate)
    {
        if (certificate.AlternativeNames is { } names)
        {
            return names.DnsNames?.Exists(name => Matches(host, name)) ?? false;
        }
        return certificate.Subject.CommonName is { } name && Matches(host, name);
    }

    /// <param name="host">As the client asked for it.</param>
    /// <param name="pattern">As the certificate has it.</param>
    public static bool Matches(string host, string pattern)
    {
        if (string.Equals(host, pattern, StringComparison.OrdinalIgnoreCase))
        {
            return pattern.Length > 0;
        }
        var star = pattern.IndexOf("*.", StringComparison.Ordinal);
        var patternDot = pattern.IndexOf('.', StringComparison.Ordinal);
        var hostDot = host.IndexOf('.', StringComparison.Ordinal);
        if (star < 0 || star + 1 != patternDot || hostDot < 0 || pattern.LastIndexOf('*') != star)
        {
            return false;
        }
        var parent = pattern.AsSpan(patternDot);
        return parent[1..].Contains('.')
            && hostDot >= star
            && host.AsSpan(0, star).Equals(pattern.AsSpan(0, star), StringComparison.OrdinalIgnoreCase)
            && host.AsSpan(hostDot).Equals(parent, StringComparison.OrdinalIgnoreCase);
    }
}
