using System.Globalization;
using System.Net;

namespace Portal.Analysis.Indicators.Intel;

/// <summary>Tells what kind of indicator a text is, and writes it in the one form that is compared.</summary>
internal static class IndicatorText
{
    private const int MaxLength = 2048; // longer than any URL that browsers accept
    private const int MaxNameLength = 253; // RFC 1035 §3.1 without the root's dot

    /// <summary>The type and the value refanged, trimmed, names and hashes in lower case; null when it is none.</summary>
    public static (string Type, string Value)? Normalise(string? type, string text)
    {
        var value = Defang.Undo(text.Trim().Trim('"', '\''));
        if (value.Length is 0 or > MaxLength)
        {
            return null;
        }
        var kind = Kind(type) ?? Guess(value);
        return kind switch
        {
            "ipv4-addr" or "ipv6-addr" or "ip" => Address(value),
            "domain-name" => Name(value),
            "url" => Uri.TryCreate(value, UriKind.Absolute, out var uri) && uri.Host.Length > 0 ? ("url", value) : null,
            "ja4" => value.Length == 36 ? ("ja4", value.ToLowerInvariant()) : null,
            "email-addr" => value.IndexOf('@') > 0 ? ("email-addr", value.ToLowerInvariant()) : null,
            "ja3" or "ja3s" or "file-md5" => Hash(kind, value, 32),
            "file-sha1" or "x509-sha1" => Hash(kind, value, 40),
            "file-sha256" or "x509-sha256" => Hash(kind, value, 64),
            _ => null,
        };
    }

    /// <summary>For messages: at most 60 characters, no control characters.</summary>
    public static string Shorten(string text)
    {
        var shown = new string([.. text.Take(60).Select(c => char.IsControl(c) ? '?' : c)]);
        return text.Length > 60 ? shown + "…" : shown;
    }

    /// <summary>Names that feeds use for our types; null when the feed does not say or says something else.</summary>
    private static string? Kind(string? type) =>
        type?.Trim().ToLowerInvariant() switch
        {
            null or "" => null,
            "ip" or "ipv4" or "ipv6" or "ip-dst" or "ip-src" or "addr" or "intel::addr" or "ipv4-addr" or "ipv6-addr" =>
                "ip",
            "domain" or "hostname" or "fqdn" or "domain-name" or "intel::domain" => "domain-name",
            "url" or "uri" or "link" or "intel::url" => "url",
            "email" or "email-addr" or "email-src" or "intel::email" => "email-addr",
            "md5" or "file-md5" => "file-md5",
            "sha1" or "sha-1" or "file-sha1" => "file-sha1",
            "sha256" or "sha-256" or "file-sha256" => "file-sha256",
            "ja3" or "ja3-fingerprint-md5" => "ja3",
            "ja3s" => "ja3s",
            "ja4" => "ja4",
            "x509-sha1" or "x509-fingerprint-sha1" or "intel::cert_hash" => "x509-sha1",
            "x509-sha256" or "x509-fingerprint-sha256" => "x509-sha256",
            _ => "unknown",
        };

    private static string Guess(string value)
    {
        if (value.Contains("://", StringComparison.Ordinal))
        {
            return "url";
        }
        if (value.Length is 32 or 40 or 64 && value.All(char.IsAsciiHexDigit))
        {
            return value.Length == 32 ? "file-md5"
                : value.Length == 40 ? "file-sha1"
                : "file-sha256";
        }
        if (value.Length == 36 && value[10] == '_' && value[23] == '_' && value[0] is 't' or 'q' or 'd')
        {
            return "ja4";
        }
        if (value.Contains('@', StringComparison.Ordinal))
        {
            return "email-addr";
        }
        return Address(value) is null ? "domain-name" : "ip";
    }

    private static (string, string)? Address(string value)
    {
        var slash = value.IndexOf('/', StringComparison.Ordinal);
        var host = slash < 0 ? value : value[..slash];
        if (
            !IPAddress.TryParse(host, out var address)
            || (host.Count('.') != 3 && !host.Contains(':', StringComparison.Ordinal))
        )
        {
            return null;
        }
        var type = host.Contains(':', StringComparison.Ordinal) ? "ipv6-addr" : "ipv4-addr";
        if (slash < 0)
        {
            return (type, address.ToString());
        }
        var width = type == "ipv4-addr" ? 32 : 128;
        return
            int.TryParse(value.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var bits)
            && bits <= width
            ? (type, bits == width ? address.ToString() : $"{address}/{bits}")
            : null;
    }

    private static (string, string)? Name(string value)
    {
        var name = value.TrimEnd('.').ToLowerInvariant();
        if (name.StartsWith("*.", StringComparison.Ordinal))
        {
            name = name[2..];
        }
        var isName =
            name.Length is > 0 and <= MaxNameLength
            && name.Contains('.', StringComparison.Ordinal)
            && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.')
            && name.Split('.').All(label => label.Length is > 0 and <= 63);
        return isName ? ("domain-name", name) : null;
    }

    private static (string, string)? Hash(string kind, string value, int length)
    {
        var hash = value.Replace(":", "", StringComparison.Ordinal).ToLowerInvariant();
        return hash.Length == length && hash.All(char.IsAsciiHexDigit) ? (kind, hash) : null;
    }
}
