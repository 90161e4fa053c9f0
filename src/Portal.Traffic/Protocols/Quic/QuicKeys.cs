using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Portal.Traffic.Protocols.Quic;

/// <summary>
/// The keys of one side's Initial packets. They follow from the first destination identifier (RFC 9001 §5.2), so that
/// everybody on the path can open them: they protect against accidents, not against readers.
/// </summary>
internal sealed class QuicKeys : IDisposable
{
    /// <summary>A packet number of four bytes at most, and what the header's protection samples (RFC 9001 §5.4.2).</summary>
    public const int MinPayloadBytes = MaxNumberBytes + SampleBytes;

    private const int MaxNumberBytes = 4;
    private const int SampleBytes = 16;
    private const int TagBytes = 16;
    private const int KeyBytes = 16;
    private const int NonceBytes = 12;
    private const int SecretBytes = 32;

    private readonly AesGcm _content;
    private readonly Aes _header;
    private readonly byte[] _nonce;

    private QuicKeys(QuicVersion version, byte[] initial, string side)
    {
        var secret = Expand(initial, side, SecretBytes);
        _content = new AesGcm(Expand(secret, version.Prefix + " key", KeyBytes), TagBytes);
        _nonce = Expand(secret, version.Prefix + " iv", NonceBytes);
        _header = Aes.Create();
        _header.Key = Expand(secret, version.Prefix + " hp", KeyBytes);
    }

    /// <summary>The keys of both sides.</summary>
    /// <param name="version">Has its own salt and labels.</param>
    /// <param name="destination">Of the client's first packet.</param>
    public static (QuicKeys Client, QuicKeys Server) Of(QuicVersion version, ReadOnlySpan<byte> destination)
    {
        var initial = HKDF.Extract(HashAlgorithmName.SHA256, destination.ToArray(), version.Salt);
        return (new QuicKeys(version, initial, "client in"), new QuicKeys(version, initial, "server in"));
    }

    /// <summary>Opens a packet; false when these are not its keys.</summary>
    /// <param name="packet">An Initial one.</param>
    /// <param name="frames">Room for the frames, at least as long as the payload.</param>
    /// <param name="opening">How many bytes of it the frames have, and the header that was hidden.</param>
    public bool TryOpen(in QuicPacket packet, Span<byte> frames, out QuicOpening opening)
    {
        opening = default;
        if (packet.Payload.Length < MinPayloadBytes + 1)
        {
            return false;
        }
        Span<byte> mask = stackalloc byte[SampleBytes];
        _header.EncryptEcb(packet.Payload.Slice(MaxNumberBytes, SampleBytes), mask, PaddingMode.None);

        // The header without its protection is what the content is bound to.
        Span<byte> header = new byte[packet.HeaderLength + MaxNumberBytes];
        packet.Whole[..header.Length].CopyTo(header);
        header[0] ^= (byte)(mask[0] & 0x0F);
        var numberBytes = (header[0] & 3) + 1;
        header = header[..(packet.HeaderLength + numberBytes)];
        Span<byte> nonce = stackalloc byte[NonceBytes];
        _nonce.CopyTo(nonce);
        var number = 0u;
        for (var i = 0; i < numberBytes; i++)
        {
            header[packet.HeaderLength + i] ^= mask[1 + i];
            nonce[NonceBytes - numberBytes + i] ^= header[packet.HeaderLength + i];
            number = (number << 8) | header[packet.HeaderLength + i];
        }
        var content = packet.Payload[numberBytes..];
        if (content.Length < TagBytes)
        {
            return false;
        }
        var length = content.Length - TagBytes;
        try
        {
            _content.Decrypt(nonce, content[..length], content[length..], frames[..length], header);
        }
        catch (AuthenticationTagMismatchException)
        {
            return false;
        }
        opening = new QuicOpening(length, header[0], numberBytes, number);
        return true;
    }

    public void Dispose()
    {
        _content.Dispose();
        _header.Dispose();
    }

    /// <summary>RFC 8446 §7.1, HKDF-Expand-Label with an empty context.</summary>
    private static byte[] Expand(byte[] secret, string label, int length)
    {
        var name = Encoding.ASCII.GetBytes("tls13 " + label);
        var info = new byte[2 + 1 + name.Length + 1];
        BinaryPrimitives.WriteUInt16BigEndian(info, (ushort)length);
        info[2] = (byte)name.Length;
        name.CopyTo(info, 3);
        return HKDF.Expand(HashAlgorithmName.SHA256, secret, length, info);
    }
}
