using System.Globalization;
using System.Security.Cryptography;
using System.Text;

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

    /// <param name="carrier"><c>t</c> for TCP, <c>d</c> for datagrams, <c>q</c> for QUIC.</param>
    public static string Of(ClientHello hello, char carrier)
    {
        var suites = Known(hello.CipherSuites);
        var extensions = Known(hello.ExtensionTypes);
        var name = extensions.Contains(ExtensionType.ServerName) ? 'd' : 'i';
        var counts = $"{Math.Min(suites.Count, MaxCount):D2}{Math.Min(extensions.Count, MaxCount):D2}";

        suites.Sort();
        extensions.RemoveAll(type => type is ExtensionType.ServerName or ExtensionType.ApplicationProtocols);
        extensions.Sort();
        var algorithms = Known(hello.SignatureAlgorithms);
        var described = algorithms.Count == 0 ? Join(extensions) : $"{Join(extensions)}_{Join(algorithms)}";
        return $"{carrier}{Version(hello)}{name}{counts}{Protocol(hello)}"
            + $"_{Digest(Join(suites))}_{Digest(extensions.Count == 0 ? "" : described)}";
    }

    private static string Version(ClientHello hello)
    {
        var offered = Known(hello.SupportedVersions);
        // DTLS counts downwards: 0xFEFC, the lowest, is 1.3.
        var version =
            offered.Count == 0 ? hello.Version
            : offered.TrueForAll(number => TlsVersion.IsDatagram(number)) ? offered.Min()
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

    private static List<ushort> Known(ushort[] numbers) => [.. numbers.Where(number => !Grease.Is(number))];

    private static string Join(List<ushort> numbers) =>
        string.Join(',', numbers.Select(number => number.ToString("x4", CultureInfo.InvariantCulture)));

    private static string Digest(string text) =>
        text.Length == 0
            ? NoList
            : Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(text)))[..DigestDigits];
}
