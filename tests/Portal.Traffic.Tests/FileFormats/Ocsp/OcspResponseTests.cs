using Portal.Traffic.FileFormats.Ocsp;
using Portal.Traffic.Tests.Protocols;

namespace Portal.Traffic.Tests.FileFormats.Ocsp;

public sealed class OcspResponseTests
{
    private const string CertId = "3016 3007 06052B0E03021A 0402AABB 0402CCDD 02030081EF";
    private const string Time = "180F32303230303130313030303030305A"; // 2020-01-01
    private static readonly long s_time = 1_577_836_800L * UnixTime.NanosecondsPerSecond;

    [Fact]
    public void A_good_certificate_is_told()
    {
        Assert.True(OcspResponse.TryParse(Response($"{CertId} 8000 {Time} A011 {Time}"), out var answers));

        var answer = Assert.Single(answers);
        Assert.Equal(
            ("sha1", "AABB", "CCDD", "81EF"),
            (answer.HashAlgorithm, answer.IssuerNameHash, answer.IssuerKeyHash, answer.SerialNumber)
        );
        Assert.Equal(("good", s_time, s_time), (answer.Status, answer.ThisUpdate, answer.NextUpdate));
        Assert.Null(answer.RevokeTime);
    }

    [Fact]
    public void A_revoked_certificate_has_time_and_reason()
    {
        Assert.True(OcspResponse.TryParse(Response($"{CertId} A116 {Time} A003 0A0101 {Time}"), out var answers));

        var answer = Assert.Single(answers);
        Assert.Equal(("revoked", s_time, "keyCompromise"), (answer.Status, answer.RevokeTime, answer.RevokeReason));
        Assert.Null(answer.NextUpdate);
    }

    [Fact]
    public void A_refusal_has_no_answers() =>
        Assert.False(OcspResponse.TryParse(ProtocolPlay.Bytes("3003 0A0106"), out _));

    [Fact]
    public void Truncations_and_damage_do_not_throw()
    {
        var whole = Response($"{CertId} 8000 {Time}");
        for (var length = 0; length < whole.Length; length++)
        {
            Assert.False(OcspResponse.TryParse(whole.AsSpan(0, length), out _));
        }
        for (var place = 0; place < whole.Length; place++)
        {
            foreach (var value in new byte[] { 0, 0x7F, 0x80, 0x84, 0xFF })
            {
                var damaged = whole.ToArray();
                damaged[place] = value;
                OcspResponse.TryParse(damaged, out _);
            }
        }
    }

    private static byte[] Response(string single)
    {
        var answer = Element(0x30, ProtocolPlay.Bytes(single));
        byte[] data = [.. Element(0xA2, Element(4, [1, 2])), .. ProtocolPlay.Bytes(Time), .. Element(0x30, answer)];
        var basic = Element(0x30, Element(0x30, data));
        byte[] responseBytes = [.. ProtocolPlay.Bytes("06092B0601050507300101"), .. Element(4, basic)];
        return Element(0x30, [0x0A, 1, 0, .. Element(0xA0, Element(0x30, responseBytes))]);
    }

    private static byte[] Element(byte tag, byte[] content) =>
        content.Length < 128 ? [tag, (byte)content.Length, .. content] : [tag, 0x81, (byte)content.Length, .. content];
}
