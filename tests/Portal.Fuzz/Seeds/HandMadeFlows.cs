using System.Text;
using Portal.Traffic;

namespace Portal.Fuzz.Seeds;

/// <summary>Flows of protocols of which the corpus has none over that transport.</summary>
internal static class HandMadeFlows
{
    private const string SipRequest =
        "REGISTER sip:example SIP/2.0\r\nVia: SIP/2.0/TCP 10.0.0.1;branch=z9hG4bK1\r\nFrom: <sip:a@example>;tag=1\r\n"
        + "To: <sip:a@example>\r\nCall-ID: 1@example\r\nCSeq: 1 REGISTER\r\nContent-Length: 0\r\n\r\n";

    private const string SipResponse =
        "SIP/2.0 200 OK\r\nVia: SIP/2.0/TCP 10.0.0.1;branch=z9hG4bK1\r\nFrom: <sip:a@example>;tag=1\r\n"
        + "To: <sip:a@example>;tag=2\r\nCall-ID: 1@example\r\nCSeq: 1 REGISTER\r\nContent-Length: 4\r\n\r\nbody";

    private static readonly byte[] s_dnp3Read = Convert.FromHexString(
        "056417c40100000487f3c0c1013c02063c03063c04063c010600f5b60000ffff"
    );
    private static readonly byte[] s_dnp3Response = Convert.FromHexString("05640a4400040100595ec0c18180005b31");

    private static readonly Dictionary<string, byte[]> s_flows = new()
    {
        ["bittorrent Tcp"] = Flow(6881, Latin("\u0013BitTorrent protocol" + new string('\0', 48))),
        ["bittorrent Udp"] = Flow(
            6881,
            Latin("d1:ad2:id20:abcdefghij0123456789e1:q4:ping1:t2:aa1:y1:qe"),
            Latin("d1:rd2:id20:mnopqrstuvwxyz123456e1:t2:aa1:y1:re")
        ),
        ["dnp3_tcp Tcp"] = Flow(20000, s_dnp3Read, s_dnp3Response),
        ["dnp3_udp Udp"] = Flow(20000, s_dnp3Read, s_dnp3Response),
        ["rip Udp"] = Flow(520, Convert.FromHexString("02020000000200000a000000ffffff000000000000000001")),
        ["rlogin Tcp"] = Flow(513, Latin("\0me\0you\0xterm/38400\0"), Latin("\0Welcome\r\n")),
        ["sip Tcp"] = Flow(5060, Latin(SipRequest), Latin(SipResponse)),
    };

    /// <summary>As <see cref="Session"/>s.</summary>
    public static IReadOnlyList<byte[]> Of(string protocolAndTransport) =>
        s_flows.TryGetValue(protocolAndTransport, out var flow) ? [flow] : [];

    /// <summary>Messages of both sides in turn.</summary>
    private static byte[] Flow(int port, params byte[][] messages)
    {
        var flow = new List<byte>();
        Session.WriteHead(flow, port);
        for (var i = 0; i < messages.Length; i++)
        {
            Session.WriteStep(flow, (Side)(i % 2), StepKind.Data, messages[i].Length, messages[i]);
        }
        return [.. flow];
    }

    private static byte[] Latin(string text) => Encoding.Latin1.GetBytes(text);
}
