using System.Security.Cryptography;
using System.Text;

namespace Portal.Traffic.Protocols.Tls;

/// <summary>
/// The fingerprints JA3 of a client and JA3S of a server: MD5 of the hello's numbers in decimal, joined by <c>-</c> in a
/// field and by <c>,</c> between fields, GREASE left out.
/// </summary>
public static class Ja3
{
    /// <summary><c>version,suites,extensions,groups,point formats</c> as 32 hexadecimal digits.</summary>
    public static string Of(ClientHello hello)
    {
        var text = new StringBuilder().Append(hello.Version);
        Append(text.Append(','), hello.CipherSuites);
        Append(text.Append(','), hello.ExtensionTypes);
        Append(text.Append(','), hello.Groups);
        Append(text.Append(','), [.. hello.PointFormats.Select(format => (ushort)format)]);
        return Digest(text);
    }

    /// <summary><c>version,suite,extensions</c> as 32 hexadecimal digits.</summary>
    internal static string Of(ServerHello hello)
    {
        var text = new StringBuilder().Append(hello.Version).Append(',').Append(hello.CipherSuite).Append(',');
        Append(text, hello.ExtensionTypes);
        return Digest(text);
    }

    private static void Append(StringBuilder text, ushort[] numbers)
    {
        var separator = "";
        foreach (var number in numbers)
        {
            if (!Grease.Is(number))
            {
                text.Append(separator).Append(number);
                separator = "-";
            }
        }
    }

#pragma warning disable CA5351 // JA3 is defined with MD5; nothing is secured by it.
    private static string Digest(StringBuilder text) =>
        Convert.ToHexStringLower(MD5.HashData(Encoding.ASCII.GetBytes(text.ToString())));
#pragma warning restore CA5351
}
