using System.Collections.Frozen;
using Portal.Traffic.Fields;

namespace Portal.Traffic.Protocols.Dhcpv6;

/// <summary>A DHCPv6 message (RFC 8415 §8, §9) and its options (§21), those inside others too.</summary>
internal static class Dhcpv6Fields
{
    /// <summary>A relayed message may hold relayed ones (§19.1.2: 8 hops by default).</summary>
    private const int MaxDepth = 16;

    private static readonly FrozenDictionary<int, string> s_messages = new Dictionary<int, string>
    {
        [1] = "Solicit",
        [2] = "Advertise",
        [3] = "Request",
        [4] = "Confirm",
        [5] = "Renew",
        [6] = "Rebind",
        [7] = "Reply",
        [8] = "Release",
        [9] = "Decline",
        [10] = "Reconfigure",
        [11] = "Information-request",
        [Dhcpv6Protocol.RelayForward] = "Relay-forw",
        [Dhcpv6Protocol.RelayReply] = "Relay-reply",
    }.ToFrozenDictionary();

    public static void Add(FieldTree tree, in FieldMessage message)
    {
        var bytes = message.Bytes;
        tree.Protocol = "DHCPv6";
        tree.BeginProtocol("dhcpv6", "DHCPv6", message.At, bytes.Length, message.End);
        AddMessage(tree, message.At, bytes, depth: 0);
        tree.End();
    }

    private static void AddMessage(FieldTree tree, int at, ReadOnlySpan<byte> bytes, int depth)
    {
        if (bytes.Length < Dhcpv6Protocol.HeaderBytes)
        {
            return;
        }
        var type = bytes[0];
        var name = s_messages.GetValueOrDefault(type, $"Type {type}");
        tree.Info += tree.Info.Length == 0 ? name : $" {name}";
        tree.Named("dhcpv6.msgtype", "Message type", name, type, at, 1);
        if (type is not (Dhcpv6Protocol.RelayForward or Dhcpv6Protocol.RelayReply))
        {
            var transaction = (bytes[1] << 16) | (bytes[2] << 8) | bytes[3];
            tree.Hex("dhcpv6.xid", "Transaction ID", transaction, 6, at + 1, 3);
            tree.Info += $" XID: 0x{transaction:x6}";
            AddOptions(tree, at, bytes, Dhcpv6Protocol.HeaderBytes, depth);
        }
        else if (bytes.Length >= Dhcpv6Protocol.RelayHeaderBytes)
        {
            tree.Number("dhcpv6.hopcount", "Hopcount", bytes[1], at + 1, 1);
            tree.Raw(FieldKind.Ipv6, "dhcpv6.linkaddr", "Link address", at + 2, 16);
            tree.Raw(FieldKind.Ipv6, "dhcpv6.peeraddr", "Peer address", at + 18, 16);
            AddOptions(tree, at, bytes, Dhcpv6Protocol.RelayHeaderBytes, depth);
        }
    }

    private static void AddOptions(FieldTree tree, int at, ReadOnlySpan<byte> bytes, int offset, int depth)
    {
        var reader = new ByteReader(bytes);
        reader.Skip(offset);
        while (reader.Remaining >= 4 && depth < MaxDepth)
        {
            var start = at + reader.Position;
            var code = reader.ReadUInt16();
            var length = reader.ReadUInt16();
            var content = reader.Take(length);
            if (reader.Failed)
            {
                return;
            }
            tree.Begin("", $"Option {code}", default, start, 4 + length);
            tree.Number("dhcpv6.option.type", "Option", code, start, 2);
            tree.Number("dhcpv6.option.length", "Length", length, start + 2, 2);
            AddContent(tree, start + 4, code, content, depth);
            tree.End();
        }
    }

    private static void AddContent(FieldTree tree, int at, int code, ReadOnlySpan<byte> content, int depth)
    {
        var length = content.Length;
        switch (code)
        {
            case 1 or 2 when length >= 2: // client and server identifier, §21.2, §21.3
                tree.Raw(FieldKind.Bytes, "dhcpv6.duid.bytes", "DUID", at, length);
                tree.Number("dhcpv6.duid.type", "DUID type", (content[0] << 8) | content[1], at, 2);
                break;
            case 3 or 25 when length >= 12: // addresses and prefixes for an interface, §21.4, §21.21
                tree.Text("dhcpv6.iaid", "IAID", Convert.ToHexStringLower(content[..4]), at, 4);
                tree.Number("dhcpv6.iaid.t1", "T1", Number(content[4..]), at + 4, 4);
                tree.Number("dhcpv6.iaid.t2", "T2", Number(content[8..]), at + 8, 4);
                AddOptions(tree, at, content, 12, depth + 1);
                break;
            case 5 when length >= 24: // §21.6
                tree.Raw(FieldKind.Ipv6, "dhcpv6.iaaddr.ip", "IPv6 address", at, 16);
                tree.Number("dhcpv6.iaaddr.pref_lifetime", "Preferred lifetime", Number(content[16..]), at + 16, 4);
                tree.Number("dhcpv6.iaaddr.valid_lifetime", "Valid lifetime", Number(content[20..]), at + 20, 4);
                AddOptions(tree, at, content, 24, depth + 1);
                break;
            case 6: // §21.7
                for (var i = 0; i + 2 <= length; i += 2)
                {
                    var wanted = (content[i] << 8) | content[i + 1];
                    tree.Number("dhcpv6.requested_option_code", "Requested Option code", wanted, at + i, 2);
                }
                break;
            case 8 when length == 2: // hundredths of seconds, §21.9; Wireshark has milliseconds
                var elapsed = 10 * ((content[0] << 8) | content[1]);
                tree.Number("dhcpv6.elapsed_time", "Elapsed time (ms)", elapsed, at, 2);
                break;
            case 9: // §21.10
                AddMessage(tree, at, content, depth + 1);
                break;
            case 13 when length >= 2: // §21.13
                tree.Number("dhcpv6.status_code", "Status Code", (content[0] << 8) | content[1], at, 2);
                break;
            case 23: // RFC 3646 §3
                for (var i = 0; i + 16 <= length; i += 16)
                {
                    tree.Raw(FieldKind.Ipv6, "dhcpv6.dns_server", "DNS server address", at + i, 16);
                }
                break;
            case 26 when length >= 25: // §21.22
                tree.Number("dhcpv6.iaprefix.pref_lifetime", "Preferred lifetime", Number(content), at, 4);
                tree.Number("dhcpv6.iaprefix.valid_lifetime", "Valid lifetime", Number(content[4..]), at + 4, 4);
                tree.Number("dhcpv6.iaprefix.pref_len", "Prefix length", content[8], at + 8, 1);
                tree.Raw(FieldKind.Ipv6, "dhcpv6.iaprefix.pref_addr", "Prefix address", at + 9, 16);
                AddOptions(tree, at, content, 25, depth + 1);
                break;
            default:
                break;
        }
    }

    private static long Number(ReadOnlySpan<byte> content) =>
        ((long)content[0] << 24) | ((long)content[1] << 16) | ((long)content[2] << 8) | content[3];
}
