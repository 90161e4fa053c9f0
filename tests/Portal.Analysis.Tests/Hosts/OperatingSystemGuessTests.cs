using Portal.Analysis.Hosts;

namespace Portal.Analysis.Tests.Hosts;

public sealed class OperatingSystemGuessTests
{
    [Theory]
    [InlineData(
        "User-Agent",
        "Mozilla/5.0 (Windows NT 6.1; Win64; x64) AppleWebKit/537.36",
        "Windows 7 or Server 2008 R2"
    )]
    [InlineData("User-Agent", "Mozilla/5.0 (Linux; Android 14; Pixel 8)", "Android")]
    [InlineData("User-Agent", "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X)", "iOS")]
    [InlineData("User-Agent", "Mozilla/5.0 (X11; Ubuntu; Linux x86_64; rv:120.0)", "Linux (Ubuntu)")]
    [InlineData("SSH server", "SSH-2.0-OpenSSH_for_Windows_8.1", "Windows")]
    [InlineData("SSH server", "SSH-2.0-OpenSSH_9.2p1 Debian-2+deb12u2", "Linux (Debian)")]
    [InlineData("RDP client build", "RDP 10.4", "Windows 10, 11 or Server 2016 and later")]
    [InlineData("NTLM workstation", "DESKTOP-1A2B3C4", "Windows")]
    [InlineData("DNS question", "captive.apple.com", "Apple")]
    [InlineData("NTLM client version", "6.1.7601", "Windows 7 SP1 or Server 2008 R2 SP1")]
    [InlineData("NTLM server version", "10.0.17763", "Windows 10 version 1809 or Server 2019")]
    [InlineData("DHCP vendor class", "MSFT 5.0", "Windows")]
    [InlineData("DHCP vendor class", "android-dhcp-13", "Android")]
    [InlineData("DHCP vendor class", "udhcp 1.36.1", "Linux (embedded)")]
    [InlineData("DHCP vendor class", "dhcpcd-9.4.1:Linux-6.1.0-18-amd64:x86_64", "Linux")]
    public void One_fact_tells_a_system(string kind, string value, string system) =>
        Assert.Equal(system, OperatingSystemGuess.Of([Fact(kind, value)])!.System);

    [Theory]
    [InlineData("User-Agent", "curl/8.5.0")]
    [InlineData("SSH server", "SSH-2.0-OpenSSH_9.6")]
    [InlineData("NTLM workstation", "DESKTOP-12")]
    [InlineData("NTLM server version", "6.1.0")] // Samba
    [InlineData("NTLM client version", "10.0.1")]
    [InlineData("DHCP vendor class", "ciscopnp")]
    [InlineData("SSH client", "Windows NT 6.1")] // such a text says something in a User-Agent only
    public void What_every_system_says_tells_none(string kind, string value) =>
        Assert.Null(OperatingSystemGuess.Of([Fact(kind, value)]));

    [Fact]
    public void Two_kinds_of_witnesses_outweigh_many_of_one()
    {
        var guess = OperatingSystemGuess.Of([
            Fact("User-Agent", "Mozilla/5.0 (X11; Linux x86_64)", 900),
            Fact("User-Agent", "Mozilla/5.0 (Windows NT 10.0)", 3),
            Fact("DNS question", "www.msftconnecttest.com"),
        ])!;

        Assert.Equal("Windows 10, 11 or Server 2016 and later", guess.System);
        Assert.True(guess.IsContested);
        Assert.Equal("Mozilla/5.0 (Windows NT 10.0)", guess.Reasons[0].Value);
    }

    private static HostFact Fact(string kind, string value, long times = 1) =>
        new("10.0.0.1", value, kind, "http", times, 1, 2, null, new SeenPlace("a", 1, null, null));
}
