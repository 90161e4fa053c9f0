using System.Globalization;
using System.Security.Cryptography;

namespace Portal.Traffic.Protocols.Tls;

/// <summary>
/// FoxIO's fingerprint JA4 of a TLS client: <c>t13d1516h2_8daaf6152771_e5627efa2ab1</c> is the carrier, the highest version,
/// <c>d</c> for a server name (<c>i</c> without), the numbers of suites and extensions and the first protocol's ends; then
/// the sorted suites; then the sorted extensions without server name and ALPN, with the signature algorithms as sent. Lists
/// are digests of twelve digits. GREASE is left out everywhere.
/// </summary>
public static class Ja4
{
    private const int MaxCount = 99; // two digits
    private const int DigestDigits = 12;
    private const string NoList = "000000000000";
    private const int MaxStackBytes = 2048;

    /// <param name="carrier"><c>t</c> for TCP, <c>d</c> for datagrams, <c>q</c> for QUIC.</param>
    public static string Of(ClientHello hello, char carrier)
    {
        var suites = Known(hello.CipherSuites);
        var extensions = Known(hello.ExtensionTypes);
        var name = Array.IndexOf(extensions, ExtensionType.ServerName) >= 0 ? 'd' : 'i';
        var counts = $"{Math.Min(suites.Length, MaxCount):D2}{Math.Min(extensions.Length, MaxCount):D2}";

        Array.Sort(suites);
        extensions = Array.FindAll(
            extensions,
            type => type is not (ExtensionType.ServerName or ExtensionType.ApplicationProtocols)
        );
        Array.Sort(extensions);
        var described = extensions.Length == 0 ? NoList : Digest(extensions, hello.SignatureAlgorithms);
        return $"{carrier}{Version(hello)}{name}{counts}{Protocol(hello)}_{Digest(suites, [])}_{described}";
    }

    private static string Version(ClientHello hello)
    {
        var offered = Known(hello.SupportedVersions);
        // DTLS counts downwards: 0xFEFC, the lowest, is 1.3.
        var version =
            offered.Length == 0 ? hello.Version
            : Array.TrueForAll(offered, number => TlsVersion.IsDatagram(number)) ? offered.Min()
            : offered.Max();
        return version switch
        {
            TlsVersion.Tls13 => "13",
            TlsVersion.Tls12 => "12",
            TlsVersion.Tls11 => "11",
            TlsVersion.Tls10 => "10",
            TlsVersion.Ssl3 => "s3",
            TlsVersion.Ssl2 => "s2",
            TlsVersion.Dtls10 => "d1",
            TlsVersion.Dtls12 => "d2",
            TlsVersion.Dtls13 => "d3",
            _ => "00",
        };
    }

    /// <summary>First and last character of the first ALPN name, or of its hexadecimal form where one is not alphanumeric.</summary>
    private static string Protocol(ClientHello hello)
    {
        if (hello.Protocols is not [[_, ..] protocol, ..])
        {
            return "00";
        }
        var (first, last) = (protocol[0], protocol[^1]);
        return char.IsAsciiLetterOrDigit((char)first) && char.IsAsciiLetterOrDigit((char)last)
            ? $"{(char)first}{(char)last}"
            : string.Create(CultureInfo.InvariantCulture, $"{first >> 4:x}{last & 0xF:x}");
    }

    private static ushort[] Known(ushort[] numbers) => Array.FindAll(numbers, number => !Grease.Is(number));

    /// <summary>Of the numbers in hexadecimal joined by <c>,</c>; the second list, if there is one, after a <c>_</c>.</summary>
    private static string Digest(ushort[] numbers, ushort[] more)
    {
        var size = (numbers.Length + more.Length) * (NumberText.MaxDigits + 1);
        var text = new NumberText(size > MaxStackBytes ? new byte[size] : stackalloc byte[size]);
        text.Append(numbers, (byte)',', "x4");
        if (!Array.TrueForAll(more, Grease.Is))
        {
            text.Append((byte)'_');
            text.Append(more, (byte)',', "x4");
        }
        if (text.Written.IsEmpty)
        {
            return NoList;
        }
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(text.Written, digest);
        return Convert.ToHexStringLower(digest[..(DigestDigits / 2)]);
    }
}
