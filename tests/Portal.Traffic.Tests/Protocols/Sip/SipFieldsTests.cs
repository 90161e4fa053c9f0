using Portal.Traffic.Tests.Fields;

namespace Portal.Traffic.Tests.Protocols.Sip;

public sealed class SipFieldsTests
{
    [Theory]
    [InlineData(
        "benign/sip.pcap",
        "sip.Allow",
        "sip.Authorization",
        "sip.CSeq",
        "sip.CSeq.method",
        "sip.CSeq.seq",
        "sip.Call-ID",
        "sip.Contact",
        "sip.Content-Length",
        "sip.Content-Type",
        "sip.Expires",
        "sip.From",
        "sip.Max-Forwards",
        "sip.Method",
        "sip.Proxy-Authenticate",
        "sip.Proxy-Authorization",
        "sip.Reason",
        "sip.Request-Line",
        "sip.Server",
        "sip.Status-Code",
        "sip.Status-Line",
        "sip.To",
        "sip.User-Agent",
        "sip.Via",
        "sip.Via.branch",
        "sip.Via.received",
        "sip.Via.rport",
        "sip.Via.sent-by.address",
        "sip.Via.sent-by.port",
        "sip.Via.transport",
        "sip.WWW-Authenticate",
        "sip.contact.host",
        "sip.contact.port",
        "sip.contact.uri",
        "sip.contact.user",
        "sip.from.addr",
        "sip.from.host",
        "sip.from.tag",
        "sip.from.user",
        "sip.r-uri",
        "sip.r-uri.host",
        "sip.r-uri.user",
        "sip.tag",
        "sip.to.addr",
        "sip.to.host",
        "sip.to.tag",
        "sip.to.user"
    )]
    public Task Fields_print_as_tshark_prints_them(string capture, params string[] names) =>
        AgainstTshark.EqualAsync(capture, names);
}
