using Portal.Traffic.Tests.Fields;

namespace Portal.Traffic.Tests.Protocols.Telnet;

/// <summary>What tshark prints of commands and text is what the fields print.</summary>
public sealed class TelnetFieldsTests
{
    /// <summary>tshark takes the mark of urgent data for text.</summary>
    [Fact]
    public Task Commands() =>
        AgainstTshark.EqualAsync(
            "benign/telnet.pcap",
            [
                "telnet.cmd",
                "telnet.data",
                "telnet.naws_subopt.height",
                "telnet.naws_subopt.width",
                "telnet.option_data",
                "telnet.rfc_subopt.cmd",
                "telnet.string_subopt.value",
                "telnet.subcmd",
            ],
            frame => frame == 73
        );
}
