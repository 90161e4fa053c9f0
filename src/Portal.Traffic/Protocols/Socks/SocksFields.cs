using System.Text;
using Portal.Traffic.Fields;

namespace Portal.Traffic.Protocols.Socks;

/// <summary>The messages of a session with a proxy up to the answer to its request.</summary>
internal static class SocksFields
{
    private const byte ByName = 3;
    private const byte ByIpv6 = 4;

    /// <summary>RFC 1928 §3: the client's methods, or the one that the server chose.</summary>
    public static void AddMethods(FieldTree tree, in FieldMessage message)
    {
        var block = Begin(tree, message);
        block.Number("socks.version", "Version", 0, 1);
        if (message.Side == Side.Responder)
        {
            block.Named("socks.auth_accepted_method", "Accepted Auth Method", MethodName(block.Read(1, 1)), 1, 1);
            tree.End();
            return;
        }
        var count = block.Number("socks.auth_method_count", "Authentication Method Count", 1, 1);
        for (var i = 0; i < count; i++)
        {
            block.Named("socks.auth_method", $"Method[{i}]", MethodName(block.Read(2 + i, 1)), 2 + i, 1);
        }
        tree.End();
    }

    /// <summary>RFC 1929 §2.</summary>
    public static void AddLogin(FieldTree tree, in FieldMessage message)
    {
        var block = Begin(tree, message);
        tree.Number("socks.version", "Version", 5, message.At, 0);
        block.Number("socks.subnegotiation_version", "Subnegotiation Version", 0, 1);
        if (message.Side == Side.Responder)
        {
            block.Named("socks.auth_status", "Status", block.Read(1, 1) == 0 ? "success" : "failure", 1, 1);
            tree.End();
            return;
        }
        var user = (int)block.Read(1, 1);
        AddText(block, "socks.username", "User name", 2, user);
        AddText(block, "socks.password", "Password", 3 + user, (int)block.Read(2 + user, 1));
        tree.End();
    }

    /// <summary>SOCKS 4: <c>04 command port address user 00 (name 00)</c>; SOCKS 5: RFC 1928 §4.</summary>
    public static void AddRequest(FieldTree tree, in FieldMessage message)
    {
        const int textOffset = 8;
        var block = Begin(tree, message);
        var version = block.Number("socks.version", "Version", 0, 1);
        block.Named("socks.command", "Command", CommandName(block.Read(1, 1)), 1, 1);
        if (version != 4)
        {
            AddAddress(block);
            tree.End();
            return;
        }
        block.Number("socks.dstport", "Remote Port", 2, 2);
        block.Raw(FieldKind.Ipv4, "socks.dst", "Remote Address", 4, 4);
        var rest = block.From(textOffset);
        var user = Math.Max(rest.Bytes.IndexOf((byte)0), 0);
        AddText(rest, "socks.username", "User name", 0, user);
        var name = rest.From(user + 1);
        if (block.Read(4, 3) == 0 && block.Read(7, 1) != 0 && name.Length > 0)
        {
            name.Ascii("socks.v4a_dns_name", "SOCKS v4a Remote Domain Name", 0, name.Length);
        }
        tree.End();
    }

    /// <summary>SOCKS 4: <c>00 status port address</c>; SOCKS 5: RFC 1928 §6.</summary>
    public static void AddReply(FieldTree tree, in FieldMessage message)
    {
        var block = Begin(tree, message);
        var version = block.Number("socks.version", "Version", 0, 1);
        block.Number("socks.results", version == 0 ? "Results(V4)" : "Results(V5)", 1, 1);
        if (version != 0)
        {
            AddAddress(block);
        }
        else
        {
            block.Number("socks.dstport", "Remote Port", 2, 2);
            block.Raw(FieldKind.Ipv4, "socks.dst", "Remote Address", 4, 4);
        }
        tree.End();
    }

    private static FieldBlock Begin(FieldTree tree, in FieldMessage message)
    {
        tree.Protocol = "Socks";
        var version = message.Bytes is [4 or 0, ..] ? 4 : 5;
        tree.Info = $"Version: {version}";
        tree.BeginProtocol("socks", "Socks Protocol", message.At, message.Bytes.Length, message.End);
        return new FieldBlock(tree, message.At, message.Bytes, isLittleEndian: false);
    }

    private static void AddAddress(in FieldBlock block)
    {
        block.Number("socks.reserved", "Reserved", 2, 1);
        var kind = block.Read(3, 1);
        block.Named("socks.address_type", "Address Type", AddressName(kind), 3, 1);
        var length = kind switch
        {
            ByName => 1 + (int)block.Read(4, 1),
            ByIpv6 => 16,
            _ => 4,
        };
        switch (kind)
        {
            case ByName:
                AddText(block, "socks.remote_name", "Remote name", 5, length - 1);
                break;
            case ByIpv6:
                block.Raw(FieldKind.Ipv6, "socks.dstV6", "Remote Address(ipv6)", 4, length);
                break;
            default:
                block.Raw(FieldKind.Ipv4, "socks.dst", "Remote Address", 4, length);
                break;
        }
        block.Number("socks.port", "Port", 4 + length, 2);
    }

    private static void AddText(in FieldBlock block, string name, string label, int offset, int length)
    {
        if (block.Has(offset, length))
        {
            var text = Encoding.UTF8.GetString(block.Bytes.Slice(offset, length));
            block.Tree.Text(name, label, text, block.At + offset, length);
        }
    }

    private static string MethodName(long method) =>
        method switch
        {
            0 => "No authentication",
            1 => "GSSAPI",
            2 => "Username/Password",
            3 => "Chap",
            0xFF => "No acceptable method",
            _ => "Unknown",
        };

    private static string CommandName(long command) =>
        command switch
        {
            1 => "Connect",
            2 => "Bind",
            3 => "UdpAssociate",
            _ => "Unknown",
        };

    private static string AddressName(long kind) =>
        kind switch
        {
            1 => "IPv4",
            ByName => "Domain Name",
            ByIpv6 => "IPv6",
            _ => "Unknown",
        };
}
