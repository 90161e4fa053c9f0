using System.Text;
using Portal.Traffic.Fields;

namespace Portal.Traffic.Protocols.Ssh;

/// <summary>What SSH says in clear: identifications and the packets of the first key exchange (RFC 4253 §4.2, §6, §7).</summary>
internal static class SshFields
{
    private const int CookieOffset = 6;
    private const int CookieBytes = 16;
    private const int PayloadOffset = 5;

    /// <summary>In the order of the message (RFC 4253 §7.1).</summary>
    private static readonly string[] s_lists =
    [
        "kex_algorithms",
        "server_host_key_algorithms",
        "encryption_algorithms_client_to_server",
        "encryption_algorithms_server_to_client",
        "mac_algorithms_client_to_server",
        "mac_algorithms_server_to_client",
        "compression_algorithms_client_to_server",
        "compression_algorithms_server_to_client",
        "languages_client_to_server",
        "languages_server_to_client",
    ];

    /// <summary>The line without its end.</summary>
    public static void AddIdentification(FieldTree tree, in FieldMessage message)
    {
        var text = Encoding.UTF8.GetString(message.Bytes);
        tree.Protocol = text.StartsWith("SSH-1", StringComparison.Ordinal) ? "SSHv1" : "SSHv2";
        tree.Info = $"{Sender(message.Side)}: Protocol ({text})";
        tree.BeginProtocol("ssh", "SSH Protocol", message.At, message.Bytes.Length, message.End);
        tree.Text("ssh.protocol", "Protocol", text, message.At, message.Bytes.Length);
        tree.End();
    }

    /// <summary>A packet from its length to its padding; a state that is not null says that it begins with the host's key.</summary>
    public static void Add(FieldTree tree, in FieldMessage message)
    {
        var at = message.At;
        var bytes = message.Bytes;
        if (bytes.Length <= PayloadOffset)
        {
            return;
        }
        tree.Protocol = "SSHv2";
        tree.BeginProtocol("ssh", "SSH Protocol", at, bytes.Length, message.End);
        var reader = new ByteReader(bytes);
        tree.Number("ssh.packet_length", "Packet Length", reader.ReadUInt32(), at, 4);
        var padding = reader.ReadByte();
        tree.Number("ssh.padding_length", "Padding Length", padding, at + 4, 1);
        var code = reader.ReadByte();
        var name = NameOf(code);
        tree.Named("ssh.message_code", "Message Code", name, code, at + PayloadOffset, 1);
        tree.Info = $"{Sender(message.Side)}: {name}";
        var payload = bytes[PayloadOffset..Math.Max(PayloadOffset, bytes.Length - padding)];
        if (code == SshKexInit.MessageType)
        {
            AddKexInit(tree, message.Side, at, bytes, payload);
        }
        else if (message.State is not null)
        {
            AddHostKey(tree, at, bytes);
        }
        tree.End();
    }

    private static void AddKexInit(
        FieldTree tree,
        Side side,
        int at,
        ReadOnlySpan<byte> bytes,
        ReadOnlySpan<byte> payload
    )
    {
        tree.Raw(FieldKind.Bytes, "ssh.cookie", "Cookie", at + CookieOffset, CookieBytes);
        var reader = new ByteReader(bytes);
        reader.Skip(CookieOffset + CookieBytes);
        foreach (var list in s_lists)
        {
            var start = at + reader.Position;
            var length = reader.ReadUInt32();
            var names = reader.Take((int)Math.Min(length, int.MaxValue));
            if (reader.Failed)
            {
                return;
            }
            tree.Number($"ssh.{list}_length", $"{list} length", length, start, 4);
            tree.Text($"ssh.{list}", list, Encoding.UTF8.GetString(names), start + 4, names.Length);
        }
        var follows = at + reader.Position;
        tree.Number("ssh.first_kex_packet_follows", "First KEX Packet Follows", reader.ReadByte(), follows, 1);
        if (!SshKexInit.TryParse(payload, out var offer))
        {
            return;
        }
        var isClient = side == Side.Originator;
        tree.Text(
            isClient ? "ssh.kex.hassh_algorithms" : "ssh.kex.hasshserver_algorithms",
            "hasshAlgorithms",
            isClient
                ? $"{offer!.KeyExchange};{offer.CipherToServer};{offer.MacToServer};{offer.CompressionToServer}"
                : $"{offer!.KeyExchange};{offer.CipherToClient};{offer.MacToClient};{offer.CompressionToClient}",
            at,
            0
        );
        tree.Text(
            isClient ? "ssh.kex.hassh" : "ssh.kex.hasshserver",
            "hassh",
            isClient ? offer.Hassh() : offer.HasshServer(),
            at,
            0
        );
    }

    private static void AddHostKey(FieldTree tree, int at, ReadOnlySpan<byte> bytes)
    {
        var reader = new ByteReader(bytes);
        reader.Skip(PayloadOffset + 1);
        var start = at + reader.Position;
        var length = reader.ReadUInt32();
        var typeLength = reader.ReadUInt32();
        var type = reader.Take((int)Math.Min(typeLength, int.MaxValue));
        if (reader.Failed)
        {
            return;
        }
        tree.Number("ssh.host_key.length", "Host key length", length, start, 4);
        tree.Number("ssh.host_key.type_length", "Host key type length", typeLength, start + 4, 4);
        tree.Text("ssh.host_key.type", "Host key type", Encoding.UTF8.GetString(type), start + 8, type.Length);
    }

    private static string Sender(Side side) => side == Side.Originator ? "Client" : "Server";

    private static string NameOf(int code) =>
        code switch
        {
            1 => "Disconnect",
            2 => "Ignore",
            3 => "Unimplemented",
            4 => "Debug",
            20 => "Key Exchange Init",
            21 => "New Keys",
            >= 30 and < 50 => "Key Exchange",
            _ => "Message",
        };
}
