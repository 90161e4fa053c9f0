using System.Net;
using System.Text;
using Portal.Analysis.Demo.Wire;

namespace Portal.Analysis.Demo.Messages;

/// <summary>DNS queries and answers (RFC 1035 §4).</summary>
internal static class DnsMessages
{
    public const ushort A = 1;
    public const ushort Txt = 16;
    private const ushort Internet = 1;

    public static byte[] Query(ushort id, string name, ushort type) =>
        Question(new WireWriter().U16(id).U16(0x0100).U16(1).U16(0).U16(0).U16(0), name, type).ToArray();

    public static byte[] AddressAnswer(ushort id, string name, uint timeToLive, params IPAddress[] addresses)
    {
        var message = Question(
            new WireWriter().U16(id).U16(0x8180).U16(1).U16(addresses.Length).U16(0).U16(0),
            name,
            A
        );
        foreach (var address in addresses)
        {
            message
                .U16(0xC00C)
                .U16(A)
                .U16(Internet)
                .U32(timeToLive)
                .Block(2, data => data.Raw(address.GetAddressBytes()));
        }
        return message.ToArray();
    }

    public static byte[] TextAnswer(ushort id, string name, uint timeToLive, string text)
    {
        var message = Question(new WireWriter().U16(id).U16(0x8180).U16(1).U16(1).U16(0).U16(0), name, Txt);
        return message
            .U16(0xC00C)
            .U16(Txt)
            .U16(Internet)
            .U32(timeToLive)
            .Block(
                2,
                data =>
                {
                    foreach (var part in text.Chunk(255))
                    {
                        data.Block(1, bytes => bytes.Raw(Encoding.ASCII.GetBytes(part)));
                    }
                }
            )
            .ToArray();
    }

    public static byte[] NameError(ushort id, string name) =>
        Question(new WireWriter().U16(id).U16(0x8183).U16(1).U16(0).U16(0).U16(0), name, A).ToArray();

    private static WireWriter Question(WireWriter message, string name, ushort type)
    {
        foreach (var label in name.Split('.'))
        {
            message.Block(1, bytes => bytes.Ascii(label));
        }
        return message.U8(0).U16(type).U16(Internet);
    }
}
