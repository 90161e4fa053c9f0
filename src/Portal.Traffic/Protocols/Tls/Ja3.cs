using System.Security.Cryptography;

namespace Portal.Traffic.Protocols.Tls;

/// <summary>
/// The fingerprints JA3 of a client and JA3S of a server: MD5 of the hello's numbers in decimal, joined by <c>-</c> in a
/// field and by <c>,</c> between fields, GREASE left out.
/// </summary>
public static class Ja3
{
    private const byte FieldSeparator = (byte)',';
    private const byte NumberSeparator = (byte)'-';

    /// <summary>The version, and a server's suite, beside the lists.</summary>
    private const int MaxLoneNumbers = 2;

    private const int MaxStackBytes = 2048;

    /// <summary><c>version,suites,extensions,groups,point formats</c> as 32 hexadecimal digits.</summary>
    public static string Of(ClientHello hello)
    {
        var formats = Array.ConvertAll(hello.PointFormats, format => (ushort)format);
        var size = Size(hello.CipherSuites.Length + hello.ExtensionTypes.Length + hello.Groups.Length + formats.Length);
        var text = new NumberText(size > MaxStackBytes ? new byte[size] : stackalloc byte[size]);
        text.Append(hello.Version);
        text.Append(FieldSeparator);
        text.Append(hello.CipherSuites, NumberSeparator);
        text.Append(FieldSeparator);
        text.Append(hello.ExtensionTypes, NumberSeparator);
        text.Append(FieldSeparator);
        text.Append(hello.Groups, NumberSeparator);
        text.Append(FieldSeparator);
        text.Append(formats, NumberSeparator);
        return Digest(text.Written);
    }

    /// <summary><c>version,suite,extensions</c> as 32 hexadecimal digits.</summary>
    internal static string Of(ServerHello hello)
    {
        var size = Size(hello.ExtensionTypes.Length);
        var text = new NumberText(size > MaxStackBytes ? new byte[size] : stackalloc byte[size]);
        text.Append(hello.Version);
        text.Append(FieldSeparator);
        text.Append(hello.CipherSuite);
        text.Append(FieldSeparator);
        text.Append(hello.ExtensionTypes, NumberSeparator);
        return Digest(text.Written);
    }

    /// <summary>Each number has one separator; empty fields have one too.</summary>
    private static int Size(int listed) => (listed + MaxLoneNumbers) * (NumberText.MaxDigits + 1);

#pragma warning disable CA5351 // JA3 is defined with MD5; nothing is secured by it.
    private static string Digest(ReadOnlySpan<byte> text)
    {
        Span<byte> digest = stackalloc byte[MD5.HashSizeInBytes];
        MD5.HashData(text, digest);
        return Convert.ToHexStringLower(digest);
    }
#pragma warning restore CA5351
}
