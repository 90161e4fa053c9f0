using System.Security.Cryptography;
using Portal.Traffic.Protocols.Tls;
using Portal.Traffic.Protocols.Tls.Decryption;

namespace Portal.Traffic.Tests.Protocols.Tls.Decryption;

public sealed class HandshakeTranscriptTests
{
    private const int Tls11 = 0x0302;
    private const int Tls12 = 0x0303;

    [Fact]
    public void The_hash_is_over_every_message_with_its_type_and_length()
    {
        var transcript = new HandshakeTranscript();
        transcript.Begin();
        transcript.Add(HandshakeType.ClientHello, [7, 8]);
        transcript.Add(HandshakeType.HelloRequest, []);
        transcript.Add(HandshakeType.Certificate, new byte[0x0102]);

        byte[] whole = [1, 0, 0, 2, 7, 8, 11, 0, 1, 2, .. new byte[0x0102]];
        Assert.Equal(SHA384.HashData(whole), transcript.Hash(Tls12, HashAlgorithmName.SHA384));
        Assert.Equal(
            [.. MD5.HashData(whole), .. SHA1.HashData(whole)],
            transcript.Hash(Tls11, HashAlgorithmName.SHA256)
        );
    }

    [Fact]
    public void With_a_message_missing_there_is_none()
    {
        var transcript = new HandshakeTranscript();
        transcript.Add(HandshakeType.Certificate, [1]);
        Assert.Empty(transcript.Hash(Tls12, HashAlgorithmName.SHA256)); // never begun

        transcript.Begin();
        transcript.Add(HandshakeType.ClientHello, [1]);
        transcript.End();
        transcript.Add(HandshakeType.ClientKeyExchange, [1]);
        Assert.Empty(transcript.Hash(Tls12, HashAlgorithmName.SHA256));
    }

    [Fact]
    public void A_handshake_without_end_is_not_gathered()
    {
        var transcript = new HandshakeTranscript();
        transcript.Begin();
        for (var i = 0; i < 100; i++)
        {
            transcript.Add(HandshakeType.Certificate, new byte[10_000]);
        }
        Assert.Empty(transcript.Hash(Tls12, HashAlgorithmName.SHA256));
    }

    [Fact]
    public void A_second_hello_begins_anew()
    {
        var transcript = new HandshakeTranscript();
        transcript.Begin();
        transcript.Add(HandshakeType.ClientHello, [1]);
        transcript.Begin();
        transcript.Add(HandshakeType.ClientHello, [2]);
        Assert.Equal(SHA256.HashData([1, 0, 0, 1, 2]), transcript.Hash(Tls12, HashAlgorithmName.SHA256));
    }
}
