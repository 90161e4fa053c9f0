using System.Buffers.Binary;
using Portal.Traffic.Protocols.Tls;

namespace Portal.Traffic.Tests.Protocols.Tls;

/// <summary>Builds hellos and records byte by byte.</summary>
internal static class Hello
{
    /// <summary>Body of a client hello with the given parts.</summary>
    public static byte[] Client(
        ushort version = TlsVersion.Tls12,
        ushort[]? suites = null,
        params (ushort Type, byte[] Data)[] extensions
    )
    {
        byte[] list = [.. extensions.SelectMany(part => Concat(U16(part.Type), U16(part.Data.Length), part.Data))];
        byte[] ciphers = [.. (suites ?? [0x1301]).SelectMany(suite => U16(suite))];
        return Concat(
            U16(version),
            new byte[32],
            [0],
            U16(ciphers.Length),
            ciphers,
            [1, 0],
            extensions.Length == 0 ? [] : Concat(U16(list.Length), list)
        );
    }

    /// <summary>Body of a server hello.</summary>
    public static byte[] Server(ushort version, ushort suite, params (ushort Type, byte[] Data)[] extensions)
    {
        byte[] list = [.. extensions.SelectMany(part => Concat(U16(part.Type), U16(part.Data.Length), part.Data))];
        return Concat(
            U16(version),
            new byte[32],
            [0],
            U16(suite),
            [0],
            extensions.Length == 0 ? [] : Concat(U16(list.Length), list)
        );
    }

    public static byte[] ServerName(string name) =>
        Concat(U16(name.Length + 3), [0], U16(name.Length), System.Text.Encoding.ASCII.GetBytes(name));

    public static byte[] Protocol(params byte[] name) => Concat(U16(name.Length + 1), [(byte)name.Length], name);

    /// <summary>A list of 16-bit numbers behind two bytes of length.</summary>
    public static byte[] Numbers(params ushort[] numbers) =>
        Concat(U16(numbers.Length * 2), [.. numbers.SelectMany(number => U16(number))]);

    public static byte[] Handshake(HandshakeType type, byte[] body) => Concat([(byte)type], U24(body.Length), body);

    public static byte[] Record(ContentType type, byte[] body, ushort version = TlsVersion.Tls12) =>
        Concat([(byte)type], U16(version), U16(body.Length), body);

    public static byte[] Message(HandshakeType type, byte[] body) =>
        Record(ContentType.Handshake, Handshake(type, body));

    public static byte[] U16(int value)
    {
        var bytes = new byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(bytes, (ushort)value);
        return bytes;
    }

    public static byte[] U24(int value) => [(byte)(value >> 16), (byte)(value >> 8), (byte)value];

    public static byte[] Concat(params byte[][] parts) => [.. parts.SelectMany(part => part)];
}
