using System.Text;
using Portal.Traffic.Fields;

namespace Portal.Traffic.Protocols.Rfb;

/// <summary>A message of the handshake (RFC 6143 §7.1 to §7.3).</summary>
internal static class RfbFields
{
    public static void Add(FieldTree tree, in FieldMessage message)
    {
        if (message.State is not RfbShown shown || message.Bytes.IsEmpty)
        {
            return;
        }
        var isClient = message.Side == Side.Originator;
        var block = new FieldBlock(tree, message.At, message.Bytes, isLittleEndian: false);
        tree.Protocol = "VNC";
        tree.BeginProtocol("vnc", "Virtual Network Computing", message.At, message.Bytes.Length, message.End);
        switch (shown.State)
        {
            case RfbState.Version:
                AddVersion(block, isClient);
                break;
            case RfbState.Security when isClient:
                tree.Info = "Authentication type selected by client";
                block.Named("vnc.client_security_type", "Security type selected", Name(block.Read(0, 1)), 0, 1);
                break;
            case RfbState.Security when shown.IsList:
                AddTypes(block);
                break;
            case RfbState.Security:
                tree.Info = "Security types supported";
                block.Named("vnc.server_security_type", "Security type", Name(block.Read(0, 4)), 0, 4);
                break;
            case RfbState.Challenge:
                tree.Info = isClient ? "Authentication response from client" : "Authentication challenge from server";
                block.Raw(
                    FieldKind.Bytes,
                    isClient ? "vnc.auth_response" : "vnc.auth_challenge",
                    isClient ? "Authentication response" : "Authentication challenge",
                    0,
                    16
                );
                break;
            case RfbState.AppleParameters:
                AddApple(block, isClient);
                break;
            case RfbState.Result:
                tree.Info = "Authentication result";
                block.Flag("vnc.auth_result", "Authentication result", 0, 4, 1);
                break;
            case RfbState.Init when isClient:
                tree.Info = "Share desktop flag";
                block.Flag("vnc.share_desktop_flag", "Share desktop flag", 0, 1, 0xFF);
                break;
            case RfbState.Init:
                AddFramebuffer(block);
                break;
            default:
                break;
        }
        tree.End();
    }

    private static void AddVersion(in FieldBlock block, bool isClient)
    {
        const int numberOffset = 4;
        const int numberBytes = 7;
        var side = isClient ? "Client" : "Server";
        var version = Encoding.ASCII.GetString(block.Part(numberOffset, numberBytes).Bytes);
        block.Tree.Info = $"{side} protocol version: {version}";
        block.Tree.Text(
            isClient ? "vnc.client_proto_ver" : "vnc.server_proto_ver",
            $"{side} protocol version",
            version,
            block.At + numberOffset,
            numberBytes
        );
    }

    private static void AddTypes(in FieldBlock block)
    {
        block.Tree.Info = "Security types supported";
        var count = block.Number("vnc.num_security_types", "Number of security types", 0, 1);
        for (var i = 1; i <= count; i++)
        {
            block.Named("vnc.security_type", "Security type", Name(block.Read(i, 1)), i, 1);
        }
    }

    /// <summary>Diffie and Hellman's exchange: generator, length, modulus and key; encrypted name and password, and key.</summary>
    private static void AddApple(in FieldBlock block, bool isClient)
    {
        const int credentialBytes = 128;
        if (isClient)
        {
            block.Tree.Info = "Authentication response from client";
            block.Raw(FieldKind.Bytes, "vnc.ard_auth_credentials", "Encrypted credentials", 0, credentialBytes);
            var own = block.From(credentialBytes);
            own.Raw(FieldKind.Bytes, "vnc.ard_auth_client_key", "Client public key", 0, own.Length);
            return;
        }
        block.Tree.Info = "ARD authentication challenge";
        block.Number("vnc.ard_auth_generator", "Generator", 0, 2);
        var length = (int)block.Number("vnc.ard_auth_key_len", "Key length", 2, 2);
        block.Raw(FieldKind.Bytes, "vnc.ard_auth_modulus", "Prime modulus", 4, length);
        block.Raw(FieldKind.Bytes, "vnc.ard_auth_server_key", "Server public key", 4 + length, length);
    }

    /// <summary>§7.3.2.</summary>
    private static void AddFramebuffer(in FieldBlock block)
    {
        block.Tree.Info = "Server framebuffer parameters";
        block.Number("vnc.width", "Framebuffer width", 0, 2);
        block.Number("vnc.height", "Framebuffer height", 2, 2);
        block.Number("vnc.server_bits_per_pixel", "Bits per pixel", 4, 1);
        block.Number("vnc.server_depth", "Depth", 5, 1);
        block.Flag("vnc.server_big_endian_flag", "Big endian flag", 6, 1, 0xFF);
        block.Flag("vnc.server_true_color_flag", "True color flag", 7, 1, 0xFF);
        block.Number("vnc.server_red_max", "Red maximum", 8, 2);
        block.Number("vnc.server_green_max", "Green maximum", 10, 2);
        block.Number("vnc.server_blue_max", "Blue maximum", 12, 2);
        block.Number("vnc.server_red_shift", "Red shift", 14, 1);
        block.Number("vnc.server_green_shift", "Green shift", 15, 1);
        block.Number("vnc.server_blue_shift", "Blue shift", 16, 1);
        var length = block.Number("vnc.desktop_name_len", "Desktop name length", 20, 4);
        var name = block.Part(24, length);
        if (name.Length > 0)
        {
            block.Tree.Text(
                "vnc.desktop_name",
                "Desktop name",
                Encoding.UTF8.GetString(name.Bytes),
                name.At,
                name.Length
            );
        }
    }

    private static string Name(long type) =>
        type switch
        {
            0 => "Invalid",
            1 => "None",
            2 => "VNC",
            5 => "RA2",
            6 => "RA2ne",
            16 => "Tight",
            17 => "Ultra",
            18 => "TLS",
            19 => "VeNCrypt",
            20 => "GTK-VNC SASL",
            21 => "MD5 hash authentication",
            22 => "Colin Dean xvp",
            30 => "Apple Remote Desktop",
            _ => "Unknown",
        };
}
