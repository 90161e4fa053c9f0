using Portal.Fuzz.Engine;
using Portal.Fuzz.Seeds;
using Portal.Traffic.Protocols;

namespace Portal.Fuzz.Targets;

/// <summary>One protocol that others carry inside: messages of both sides on a few channels.</summary>
public sealed class InnerProtocolTarget(IInnerProtocol protocol) : FuzzTarget($"inner/{protocol.Name}")
{
    private const int Channels = 3;
    private const int TlsRecordHeader = 5;

    public override IEnumerable<byte[]> Seeds(CorpusSeeds corpus) =>
        Carriers(corpus).DefaultIfEmpty([0, 0, 80, 0, 0, 1, 0]);

    public override void Run(ReadOnlySpan<byte> input)
    {
        var session = new Session(input);
        var flow = new FuzzFlow(Transports.Tcp, session.Port, MessageTrees.Are(input));
        var analyzer = protocol.Start(flow);
        while (session.MoveNext())
        {
            var channel = (ulong)(session.Missing % Channels);
            if (session.Kind is StepKind.Data or StepKind.MoreData)
            {
                analyzer.OnMessage(session.Side, channel, session.Bytes, flow.NextFrame());
            }
            else
            {
                analyzer.OnChannelEnd(channel);
            }
        }
        analyzer.OnDone();
        flow.Finish();
    }

    /// <summary>The messages inside those of the carriers, found by how they begin.</summary>
    private IEnumerable<byte[]> Carriers(CorpusSeeds corpus) =>
        protocol.Name switch
        {
            "ntlm" => Inside(corpus, ["smb", "http", "dce_rpc", "ldap_tcp"], "NTLMSSP\0"u8.ToArray(), 0),
            "gssapi" => Inside(
                corpus,
                ["smb", "ldap_tcp", "http"],
                [0x06, 0x06, 0x2B, 0x06, 0x01, 0x05, 0x05, 0x02],
                2
            ),
            "krb" =>
            [
                .. corpus.Sessions("krb", Transports.Udp),
                .. Inside(corpus, ["smb", "ldap_tcp"], Convert.FromHexString("06092a864886f712010202"), 0),
            ],
            "dce_rpc" =>
            [
                .. corpus.Sessions("dce_rpc", Transports.Tcp),
                .. Inside(corpus, ["smb"], [5, 0, 11, 3, 16], 0),
            ],
            "stun" => corpus.Sessions("stun", Transports.Udp),
            "ssl" => corpus.Sessions("ssl", Transports.Tcp).Select(session => Unwrapped(session)),
            _ => throw new InvalidOperationException($"{protocol.Name}: say who carries it"),
        };

    private static IEnumerable<byte[]> Inside(CorpusSeeds corpus, string[] carriers, byte[] beginning, int before)
    {
        foreach (var carried in carriers.SelectMany(name => corpus.Sessions(name, Transports.Tcp)))
        {
            var found = new List<byte>();
            Session.WriteHead(found, 445);
            var session = new Session(carried);
            while (session.MoveNext())
            {
                var at = session.Bytes.IndexOf(beginning) - before;
                if (at >= 0)
                {
                    var message = session.Bytes[at..];
                    Session.WriteStep(found, session.Side, StepKind.Data, message.Length, message);
                }
            }
            if (found.Count > 3)
            {
                yield return [.. found];
            }
        }
    }

    private static byte[] Unwrapped(ReadOnlySpan<byte> records)
    {
        var handshake = new List<byte>();
        Session.WriteHead(handshake, 443);
        var session = new Session(records);
        while (session.MoveNext())
        {
            if (session.Bytes is [0x16, ..] && session.Bytes.Length > TlsRecordHeader)
            {
                var message = session.Bytes[TlsRecordHeader..];
                Session.WriteStep(handshake, session.Side, StepKind.Data, message.Length, message);
            }
        }
        return [.. handshake];
    }
}
