using System.Buffers.Binary;
using System.Security.Cryptography;
using Portal.Traffic.Packets;

namespace Portal.Traffic.Flows;

/// <summary>
/// Identifiers that look like Zeek's (<c>C</c> and 96 bits in base 62) and are the same on every run over the same
/// capture: they follow from the endpoints, the start time and the first frame.
/// </summary>
internal static class FlowUid
{
    private const string Digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    /// <summary>96 bits need 17 digits of base 62.</summary>
    private const int Length = 17;

    public static string Of(FlowKey key, FrameStamp start)
    {
        Span<byte> input = stackalloc byte[53];
        WriteAddress(input, key.First);
        WriteAddress(input[16..], key.Second);
        BinaryPrimitives.WriteUInt16BigEndian(input[32..], key.FirstPort);
        BinaryPrimitives.WriteUInt16BigEndian(input[34..], key.SecondPort);
        input[36] = key.Protocol;
        BinaryPrimitives.WriteInt64BigEndian(input[37..], start.Time);
        BinaryPrimitives.WriteInt64BigEndian(input[45..], start.Number);
        return Encode(input);
    }

    /// <summary>An IP tunnel, which has no ports: by its two addresses.</summary>
    public static string OfTunnel(IpAddress a, IpAddress b, FrameStamp start) => Of(FlowKey.Of(a, 0, b, 0, 0), start);

    private static void WriteAddress(Span<byte> target, IpAddress address)
    {
        BinaryPrimitives.WriteUInt64BigEndian(target, address.High);
        BinaryPrimitives.WriteUInt64BigEndian(target[8..], address.Low);
    }

    private static string Encode(ReadOnlySpan<byte> input)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(input, hash);
        var value = BinaryPrimitives.ReadUInt128BigEndian(hash) >> 32;
        Span<char> text = stackalloc char[Length + 1];
        text[0] = 'C';
        for (var i = Length; i > 0; i--)
        {
            text[i] = Digits[(int)(value % 62)];
            value /= 62;
        }
        return new string(text);
    }
}
