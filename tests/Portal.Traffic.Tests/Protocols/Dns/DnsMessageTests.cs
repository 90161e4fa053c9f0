using FsCheck.Xunit;
using Portal.Traffic.Protocols.Dns;

namespace Portal.Traffic.Tests.Protocols.Dns;

public sealed class DnsMessageTests
{
    [Fact]
    public void A_real_response_is_read_whole()
    {
        var bytes = DnsSamples.MxResponse;
        Assert.True(DnsMessage.TryParse(bytes, isNetbios: false, out var message));
        Assert.True(message.IsComplete);
        Assert.Null(message.Problem);
        Assert.Equal(0x4c17, message.Id);
        Assert.True(message is { IsResponse: true, IsRecursionDesired: true, IsRecursionAvailable: true });
        Assert.Equal(new DnsQuestion("mx.com", DnsNumbers.Mx, 1, 12, 12), Assert.Single(message.Questions));
        Assert.Equal(6, message.Resources.Count);
        Assert.Equal(3600u, message.Resources[0].TimeToLive);
        Assert.Equal(
            [
                "cluster5.us.messagelabs.com",
                "cluster5a.us.messagelabs.com",
                "dns2.stabletransit.com",
                "dns1.stabletransit.com",
                "65.61.188.4",
                "69.20.95.4",
            ],
            message.Resources.Select(resource => Text(bytes, resource))
        );
        var last = message.Resources[^1];
        Assert.Equal(bytes.Length, last.Offset + last.Length);
    }

    [Fact]
    public void Signatures_and_their_keys_are_told_as_Zeek_tells_them()
    {
        var bytes = DnsSamples.DsResponse;
        Assert.True(DnsMessage.TryParse(bytes, isNetbios: false, out var message));
        Assert.Equal(
            ["DS 5 1", "DS 5 2", "RRSIG 43 edu", null],
            message.Resources.Select(resource => Text(bytes, resource))
        );
    }

    [Fact]
    public void A_service_binding_is_read_and_has_no_text()
    {
        var bytes = DnsSamples.HttpsResponse;
        Assert.True(DnsMessage.TryParse(bytes, isNetbios: false, out var message));
        Assert.True(message.IsComplete);
        Assert.Equal(DnsNumbers.Https, message.Resources[0].Type);
        Assert.Null(Text(bytes, message.Resources[0]));
    }

    [Theory]
    [MemberData(nameof(DnsSamples.All), MemberType = typeof(DnsSamples))]
    public void Every_truncation_is_refused_or_read_in_part(string sample)
    {
        var bytes = Convert.FromHexString(sample);
        Assert.True(DnsMessage.TryParse(bytes, isNetbios: false, out var whole));
        Assert.True(whole.IsComplete);
        for (var length = 0; length < bytes.Length; length++)
        {
            var isRead = DnsMessage.TryParse(bytes.AsSpan(0, length), isNetbios: false, out var part);
            Assert.Equal(length >= DnsMessage.HeaderBytes, isRead);
            Assert.False(part.IsComplete);
            Assert.True(part.Resources.Count <= whole.Resources.Count);
        }
    }

    [Fact]
    public void More_questions_than_the_limit_are_other_traffic()
    {
        Assert.True(DnsMessage.TryParse(Convert.FromHexString("0001000000ff000000000000"), false, out var message));
        Assert.Equal("DNS_Conn_count_too_large", message.Problem);
        Assert.Equal("255 > 25", message.ProblemDetail);
        Assert.Empty(message.Questions);
    }

    [Fact]
    public void More_resource_records_than_the_limit_are_not_read()
    {
        var record = Convert.FromHexString("0000010001000000000000");
        byte[] bytes =
        [
            0,
            1,
            0x80,
            0,
            0,
            0,
            0xFF,
            0xFF,
            0,
            0,
            0,
            0,
            .. Enumerable.Repeat(record, 5000).SelectMany(b => b),
        ];
        Assert.True(DnsMessage.TryParse(bytes, false, out var message));
        Assert.Equal(DnsMessage.MaxResources, message.Resources.Count);
        Assert.Equal("DNS_too_many_resource_records", message.Problem);
    }

    [Property(MaxTest = 500)]
    public void Random_bytes_never_throw(byte[] bytes, bool isNetbios)
    {
        if (DnsMessage.TryParse(bytes, isNetbios, out var message))
        {
            foreach (var resource in message.Resources)
            {
                DnsAnswer.Text(bytes, resource, isNetbios, isUpdate: !isNetbios, out _);
            }
        }
    }

    [Property(MaxTest = 300)]
    public void Real_messages_with_a_changed_byte_never_throw(ushort place, byte value)
    {
        foreach (var bytes in (byte[][])[DnsSamples.MxResponse, DnsSamples.DsResponse, DnsSamples.HttpsResponse])
        {
            bytes[place % bytes.Length] = value;
            Random_bytes_never_throw(bytes, isNetbios: false);
        }
    }

    private static string? Text(byte[] message, DnsResource resource) =>
        DnsAnswer.Text(message, resource, isNetbios: false, isUpdate: false, out _);
}
