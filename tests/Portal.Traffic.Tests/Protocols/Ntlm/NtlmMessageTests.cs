using Portal.Traffic.Protocols.Ntlm;
using Portal.Traffic.Tests.Protocols.Smb;

namespace Portal.Traffic.Tests.Protocols.Ntlm;

public sealed class NtlmMessageTests
{
    [Fact]
    public void A_challenge_names_the_server()
    {
        Assert.True(NtlmMessage.TryParse(Token(3), out var message));
        Assert.Equal(NtlmMessageType.Challenge, message.Type);
        Assert.Equal(
            ("DC01", "dc01.cylera.lab", "cylera.lab"),
            (message.ServerNetbiosName, message.ServerDnsName, message.ServerTreeName)
        );
    }

    [Fact]
    public void The_last_message_names_the_user()
    {
        Assert.True(NtlmMessage.TryParse(Token(4), out var message));
        Assert.Equal(
            (NtlmMessageType.Authenticate, "robin", "cylera.lab", null),
            (message.Type, message.UserName, message.DomainName, message.Workstation)
        );
    }

    [Theory]
    [InlineData("0100000000000002 0000000000000000 0000000000000000 0A00614A0000000F", "10.0.19041")]
    [InlineData("0100000000000000 0000000000000000 0000000000000000 0A00614A0000000F", null)] // no flag, no version
    [InlineData("0100000000000002 0000000000000000 0000000000000000 0A00614A000000", null)]
    [InlineData("0100000000000002 0000000000000000 0000000000000000 060100000000000F", "6.1.0")]
    [InlineData("0100000000000002 0000000000000000 0000000000000000 000000000000000F", null)]
    [InlineData("0100000000000002 0800080020000000 0000000000000000 4C41425354415449", null)] // a name in its place
    public void A_message_has_a_version_where_its_flag_says_so(string hex, string? version)
    {
        Assert.True(NtlmMessage.TryParse([.. "NTLMSSP\0"u8, .. ProtocolPlay.Bytes(hex)], out var message));
        Assert.Equal(version, message.Version);
    }

    [Fact]
    public void No_truncation_throws_and_none_invents_a_name()
    {
        for (var sample = 2; sample <= 4; sample++)
        {
            var token = Token(sample);
            Assert.True(NtlmMessage.TryParse(token, out var whole));
            for (var length = 0; length < token.Length; length++)
            {
                if (NtlmMessage.TryParse(token.AsSpan(0, length), out var cut))
                {
                    Assert.True(cut.UserName is null || cut.UserName == whole.UserName);
                }
            }
        }
    }

    [Fact]
    public void A_field_that_points_outside_is_empty()
    {
        byte[] token = [.. Token(4)];
        token[40] = 0xFF; // the offset of the user's name
        token[43] = 0xFF;
        Assert.True(NtlmMessage.TryParse(token, out var message));
        Assert.Null(message.UserName);
    }

    private static byte[] Token(int message)
    {
        var bytes = Smb2Sample.Messages[message].Bytes;
        return bytes[bytes.AsSpan().IndexOf("NTLMSSP\0"u8)..];
    }
}
