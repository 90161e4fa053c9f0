using System.Buffers.Binary;
using System.Collections.Frozen;
using System.Text;
using Portal.Traffic.Fields;

namespace Portal.Traffic.Protocols.Dhcp;

/// <summary>The options of a DHCP message (RFC 2132 and later), in their order.</summary>
internal static class DhcpOptionFields
{
    private const int RequestList = 55;
    private const int ClientIdentifier = 61;
    private const int FullName = 81;

    /// <summary>Options whose value is one text, one number or a list of addresses.</summary>
    private static readonly FrozenDictionary<int, (string Name, Form Form)> s_options = new Dictionary<
        int,
        (string, Form)
    >
    {
        [1] = ("subnet_mask", Form.Addresses),
        [3] = ("router", Form.Addresses),
        [4] = ("time_server", Form.Addresses),
        [5] = ("name_server", Form.Addresses),
        [6] = ("domain_name_server", Form.Addresses),
        [7] = ("log_server", Form.Addresses),
        [12] = ("hostname", Form.Text),
        [15] = ("domain_name", Form.Text),
        [17] = ("root_path", Form.Text),
        [26] = ("interface_mtu", Form.Number),
        [28] = ("broadcast_address", Form.Addresses),
        [42] = ("ntp_server", Form.Addresses),
        [44] = ("netbios_over_tcpip_name_server", Form.Addresses),
        [46] = ("netbios_over_tcpip_node_type", Form.Number),
        [47] = ("netbios_over_tcpip_scope", Form.Text),
        [50] = ("requested_ip_address", Form.Addresses),
        [51] = ("ip_address_lease_time", Form.Number),
        [52] = ("option_overload", Form.Number),
        [53] = ("dhcp", Form.Number),
        [54] = ("dhcp_server_id", Form.Addresses),
        [RequestList] = ("request_list_item", Form.Bytes),
        [56] = ("message", Form.Text),
        [57] = ("dhcp_max_message_size", Form.Number),
        [58] = ("renewal_time_value", Form.Number),
        [59] = ("rebinding_time_value", Form.Number),
        [60] = ("vendor_class_id", Form.Text),
        [66] = ("tftp_server_name", Form.Text),
        [67] = ("bootfile_name", Form.Text),
        [252] = ("private_proxy_autodiscovery", Form.Text),
    }.ToFrozenDictionary();

    private enum Form
    {
        Text,
        Number,
        Addresses,

        /// <summary>A number in each byte.</summary>
        Bytes,
    }

    /// <param name="at">Where the options begin in the view.</param>
    public static void Add(FieldTree tree, int at, ReadOnlySpan<byte> bytes)
    {
        var options = new DhcpOptions(bytes);
        while (options.Next())
        {
            var start = at + options.Offset;
            var content = options.Content;
            tree.Begin(
                "dhcp.option.type",
                $"Option: ({options.Code})",
                FieldValue.OfNumber(options.Code),
                start,
                content.Length + 2
            );
            tree.Number("dhcp.option.length", "Length", content.Length, start + 1, 1);
            tree.Raw(FieldKind.Bytes, "dhcp.option.value", "Value", start + 2, content.Length);
            AddValue(tree, options.Code, start + 2, content);
            tree.End();
        }
        if (options.HasEnded)
        {
            // Wireshark calls this option zero and names its code apart.
            var start = at + options.Offset;
            tree.Begin("dhcp.option.type", "Option: (255) End", FieldValue.OfNumber(0), start, 1);
            tree.Number("dhcp.option.end", "Option End", DhcpOptions.End, start, 1);
            tree.End();
        }
    }

    private static void AddValue(FieldTree tree, int code, int at, ReadOnlySpan<byte> content)
    {
        if (code == ClientIdentifier)
        {
            AddClient(tree, at, content);
        }
        else if (code == FullName && content.Length >= 3)
        {
            AddFullName(tree, at, content);
        }
        else if (s_options.TryGetValue(code, out var option))
        {
            AddPlain(tree, "dhcp.option." + option.Name, option.Form, at, content);
        }
    }

    private static void AddPlain(FieldTree tree, string name, Form form, int at, ReadOnlySpan<byte> content)
    {
        switch (form)
        {
            case Form.Text:
                var end = content.IndexOf((byte)0) is >= 0 and var zero ? zero : content.Length;
                tree.Text(name, "Text", Encoding.UTF8.GetString(content[..end]), at, content.Length);
                break;
            case Form.Number when content.Length is 1 or 2 or 4:
                var number =
                    content.Length == 1 ? content[0]
                    : content.Length == 2 ? BinaryPrimitives.ReadUInt16BigEndian(content)
                    : BinaryPrimitives.ReadUInt32BigEndian(content);
                tree.Number(name, "Number", number, at, content.Length);
                break;
            case Form.Addresses:
                for (var i = 0; i + 4 <= content.Length; i += 4)
                {
                    tree.Raw(FieldKind.Ipv4, name, "Address", at + i, 4);
                }
                break;
            case Form.Bytes:
                for (var i = 0; i < content.Length; i++)
                {
                    tree.Number(name, "Item", content[i], at + i, 1);
                }
                break;
            default:
                break;
        }
    }

    /// <summary>RFC 2132 §9.14: mostly a hardware type and address.</summary>
    private static void AddClient(FieldTree tree, int at, ReadOnlySpan<byte> content)
    {
        if (content is [> 0 and < 48, _, _, _, _, _, _])
        {
            tree.Hex("dhcp.hw.type", "Hardware type", content[0], 2, at, 1);
            tree.Raw(
                content[0] == 1 ? FieldKind.Ethernet : FieldKind.Bytes,
                content[0] == 1 ? "dhcp.hw.mac_addr" : "dhcp.client_id",
                "Client identifier",
                at + 1,
                6
            );
        }
    }

    /// <summary>RFC 4702 §2: flags, two outdated numbers, a name as text or as in DNS.</summary>
    private static void AddFullName(FieldTree tree, int at, ReadOnlySpan<byte> content)
    {
        var flags = content[0];
        tree.Begin("dhcp.fqdn.flags", $"Flags: 0x{flags:x2}", FieldValue.OfNumber(flags), at, 1);
        tree.Flag("dhcp.fqdn.n", "No DNS updates by the server", (flags & 8) != 0, at, 1);
        tree.Flag("dhcp.fqdn.e", "Encoded as in DNS", (flags & 4) != 0, at, 1);
        tree.Flag("dhcp.fqdn.o", "Overridden by the server", (flags & 2) != 0, at, 1);
        tree.Flag("dhcp.fqdn.s", "The server updates the address", (flags & 1) != 0, at, 1);
        tree.End();
        tree.Number("dhcp.fqdn.rcode1", "A-RR result", content[1], at + 1, 1);
        tree.Number("dhcp.fqdn.rcode2", "PTR-RR result", content[2], at + 2, 1);
        if (content.Length > 3)
        {
            var name = DhcpMessage.ReadFullName(content[3..], isEncoded: (flags & 4) != 0);
            tree.Text("dhcp.fqdn.name", "Client name", name, at + 3, content.Length - 3);
        }
    }
}
