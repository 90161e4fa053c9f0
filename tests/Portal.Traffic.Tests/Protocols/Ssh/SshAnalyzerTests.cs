using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Portal.Traffic.Protocols;
using Portal.Traffic.Protocols.Ssh;
using Portal.Traffic.Records;

namespace Portal.Traffic.Tests.Protocols.Ssh;

public sealed class SshAnalyzerTests
{
    private static readonly ConnectionId s_id = new("10.0.0.1", 50000, "93.184.216.34", 22);
    private static readonly byte[] s_hostKey = Encoding.ASCII.GetBytes("the host key");

    private static readonly (Side Side, byte[] Bytes)[] s_session =
    [
        (Side.Responder, SessionPlay.Bytes("Hello\nSSH-2.0-Server_1\n")),
        (Side.Originator, SessionPlay.Bytes("SSH-2.0-Client_2 x\n")),
        (Side.Originator, Packet(KexInit("kex-b,kex-a", "key-a", "aes,des", "mac-a", "none"))),
        (Side.Responder, Packet(KexInit("kex-a,kex-b", "key-b,key-a", "des,aes", "mac-a", "none"))),
        (Side.Originator, Packet([30, 0, 0, 0, 1, 5])),
        (Side.Responder, [.. Packet([31, 0, 0, 0, (byte)s_hostKey.Length, .. s_hostKey]), .. Packet([21]), 9, 9]),
        (Side.Originator, Packet([21])),
        (Side.Originator, new byte[48]),
        (Side.Responder, new byte[44]),
        (Side.Originator, new byte[60]),
        (Side.Responder, new byte[52]),
        (Side.Originator, new byte[100]),
        (Side.Responder, new byte[52]),
        (Side.Originator, new byte[100]),
        (Side.Responder, new byte[28]),
    ];

    [Fact]
    public void A_session_has_its_algorithms_its_host_key_and_how_the_login_went()
    {
        var play = Play(s_session).Done();
        var row = Assert.Single(play.Flow.Collected.Of(SshRecord.Table));
        Assert.Equal((2, "SSH-2.0-Client_2 x", "SSH-2.0-Server_1"), (row.Version, row.Client, row.Server));
        Assert.Equal(("kex-b", "key-a", "aes"), (row.KeyExchange, row.HostKeyAlgorithm, row.Cipher));
        Assert.Equal((true, 2), (row.IsAuthenticated, row.AuthenticationAttempts));
        var digest = Convert.ToBase64String(SHA256.HashData(s_hostKey)).TrimEnd('=');
        Assert.Equal(($"SHA256:{digest}", $"SHA256:{digest[..32]}"), (row.HostKeySha256, row.HostKeyFingerprint));
        Assert.Equal("OUTBOUND", row.Direction);
        Assert.Equal(["ssh"], play.Flow.Services);
        Assert.Equal((1, s_session.Length), (row.FirstFrame, row.LastFrame));
    }

    [Fact]
    public void HASSH_is_the_MD5_of_what_a_side_offers()
    {
        var row = Assert.Single(Play(s_session).Done().Flow.Collected.Of(SshRecord.Table));
        Assert.Equal(Md5("kex-b,kex-a;aes,des;mac-a;none"), row.Hassh);
        Assert.Equal(Md5("kex-a,kex-b;des,aes;mac-a;none"), row.HasshServer);
    }

    [Fact]
    public void A_login_that_failed_is_told_by_equal_sizes() =>
        Assert.Equal(
            (false, 1),
            Assert.Single(Play(s_session[..13]).Done().Flow.Collected.Of(SshRecord.Table)) is var row
                ? (row.IsAuthenticated, row.AuthenticationAttempts)
                : default
        );

    [Fact]
    public void Compressed_packets_tell_nothing()
    {
        var session = s_session.ToArray();
        session[2].Bytes = Packet(KexInit("kex-a", "key-a", "aes", "mac-a", "zlib"));
        session[3].Bytes = Packet(KexInit("kex-a", "key-a", "aes", "mac-a", "zlib"));
        var row = Assert.Single(Play(session).Done().Flow.Collected.Of(SshRecord.Table));
        Assert.Equal(("zlib", null, 0), (row.Compression, row.IsAuthenticated, row.AuthenticationAttempts));
    }

    [Fact]
    public void Nothing_in_common_is_said_so() =>
        Assert.Equal("Algorithm negotiation failed", SshKexInit.Agree("a,b", "c"));

    [Fact]
    public void Directions_that_differ_are_both_named() =>
        Assert.Equal("To server: a, to client: b", SshKexInit.Agree("a", "a", "b", "b"));

    [Fact]
    public void Every_truncation_of_the_offer_is_refused()
    {
        var whole = KexInit("kex-a", "key-a", "aes", "mac-a", "none");
        var lists = whole.Length - 4 - 4 - 1 - 4; // the languages and the rest are not read
        for (var length = 0; length < lists; length++)
        {
            Assert.False(SshKexInit.TryParse(whole.AsSpan(0, length), out _));
        }
        Assert.True(SshKexInit.TryParse(whole, out _));
    }

    [Fact]
    public void Damage_never_throws() =>
        Assert.True(HostileSession.Try(new SshProtocol(), () => new ScriptedFlow(s_id), s_session) > 1000);

    [Theory]
    [InlineData("SSH-2.0-x", Claim.Yes)]
    [InlineData("SSH-1.99-x", Claim.Yes)]
    [InlineData("SSH-", Claim.NeedMore)]
    [InlineData("SSH-3.0-x", Claim.No)]
    [InlineData("GET / HTTP/1.1", Claim.No)]
    public void Recognised_by_its_identification(string text, Claim claim) =>
        Assert.Equal(claim, new SshProtocol().Claims(new ScriptedFlow(), Side.Originator, SessionPlay.Bytes(text)));

    private static SessionPlay Play((Side Side, byte[] Bytes)[] session)
    {
        var play = new SessionPlay(new SshProtocol(), new ScriptedFlow(s_id));
        foreach (var (side, bytes) in session)
        {
            play.Send(side, bytes);
        }
        return play;
    }

    private static byte[] Packet(byte[] payload)
    {
        const int Padding = 4;
        var packet = new byte[4 + 1 + payload.Length + Padding];
        BinaryPrimitives.WriteInt32BigEndian(packet, 1 + payload.Length + Padding);
        packet[4] = Padding;
        payload.CopyTo(packet, 5);
        return packet;
    }

    private static byte[] KexInit(string kex, string key, string cipher, string mac, string compression)
    {
        var payload = new List<byte> { SshKexInit.MessageType };
        payload.AddRange(new byte[16]);
        foreach (var list in new[] { kex, key, cipher, cipher, mac, mac, compression, compression, "", "" })
        {
            payload.AddRange([0, 0, 0, (byte)list.Length, .. Encoding.ASCII.GetBytes(list)]);
        }
        payload.AddRange([0, 0, 0, 0, 0]);
        return [.. payload];
    }

#pragma warning disable CA5351 // HASSH is defined with MD5.
    private static string Md5(string text) => Convert.ToHexStringLower(MD5.HashData(Encoding.ASCII.GetBytes(text)));
#pragma warning restore CA5351
}
