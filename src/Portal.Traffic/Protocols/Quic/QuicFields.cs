using Portal.Traffic.Fields;

namespace Portal.Traffic.Protocols.Quic;

/// <summary>One packet (RFC 9000 §17): its header, and of an Initial one the frames and the hellos in them.</summary>
internal static class QuicFields
{
    private const int VersionOffset = 1;
    private const int IdentifierOffset = 5;

    /// <summary>The state is a <see cref="QuicPacketState"/>.</summary>
    public static void Add(FieldTree tree, in FieldMessage message)
    {
        tree.Protocol = "QUIC";
        tree.BeginProtocol("quic", "QUIC IETF", message.At, message.Bytes.Length, message.End);
        tree.Number("quic.packet_length", "Packet Length", message.Bytes.Length, message.At, message.Bytes.Length);
        if (message.State is QuicPacketState state && QuicPacket.TryParse(message.Bytes, out var packet))
        {
            if (packet.IsLong)
            {
                AddLong(tree, message.At, packet, state);
            }
            else
            {
                AddShort(tree, message.At, packet, state);
            }
        }
        tree.End();
    }

    private static void AddShort(FieldTree tree, int at, in QuicPacket packet, QuicPacketState state)
    {
        var bytes = packet.Whole;
        tree.Begin("quic.short", "QUIC Short Header", default, at, 1 + Math.Max(state.IdentifierBytes, 0));
        tree.Named("quic.header_form", "Header Form", "Short Header", 0, at, 1);
        tree.Flag("quic.fixed_bit", "Fixed Bit", packet.HasFixedBit, at, 1);
        tree.Flag("quic.spin_bit", "Spin Bit", (bytes[0] & 0x20) != 0, at, 1);
        var header = 1;
        tree.Info = "Protected Payload";
        if (state.IdentifierBytes > 0 && state.IdentifierBytes < bytes.Length)
        {
            header += state.IdentifierBytes;
            tree.Raw(FieldKind.Bytes, "quic.dcid", "Destination Connection ID", at + 1, state.IdentifierBytes);
            tree.Info += $", DCID={Convert.ToHexStringLower(bytes[1..header])}";
        }
        tree.End();
        tree.Raw(FieldKind.Bytes, "quic.remaining_payload", "Remaining Payload", at + header, bytes.Length - header);
    }

    private static void AddLong(FieldTree tree, int at, in QuicPacket packet, QuicPacketState state)
    {
        tree.Named("quic.header_form", "Header Form", "Long Header", 1, at, 1);
        if (packet.Type != QuicPacketType.VersionNegotiation)
        {
            tree.Flag("quic.fixed_bit", "Fixed Bit", packet.HasFixedBit, at, 1);
        }
        var name = NameOf(packet.Type);
        tree.Info = name;
        if (packet.Version is { } version)
        {
            var field = version.Prefix == "quicv2" ? "quic.long.packet_type_v2" : "quic.long.packet_type";
            tree.Named(field, "Packet Type", name, (packet.Whole[0] >> 4) & 3, at, 1);
        }
        if (state.Opening is { } opening)
        {
            tree.Number("quic.long.reserved", "Reserved", (opening.FirstByte >> 2) & 3, at, 1);
            tree.Named(
                "quic.packet_number_length",
                "Packet Number Length",
                Plural.Of(opening.NumberBytes, "byte", "bytes"),
                opening.NumberBytes - 1,
                at,
                1
            );
        }
        tree.Hex("quic.version", "Version", packet.VersionNumber, 8, at + VersionOffset, 4);
        var next = AddIdentifiers(tree, at, packet);
        if (packet.Type == QuicPacketType.VersionNegotiation)
        {
            AddVersions(tree, at, packet);
        }
        else if (packet.Type == QuicPacketType.Retry)
        {
            const int Tag = 16; // RFC 9001 §5.8
            var token = Math.Max(packet.Payload.Length - Tag, 0);
            tree.Raw(FieldKind.Bytes, "quic.retry_token", "Retry Token", at + next, token);
            tree.Raw(
                FieldKind.Bytes,
                "quic.retry_integrity_tag",
                "Retry Integrity Tag",
                at + next + token,
                packet.Payload.Length - token
            );
        }
        else if (packet.Version is not null)
        {
            AddContent(tree, at, next, packet, state);
        }
    }

    /// <summary>Returns where they end.</summary>
    private static int AddIdentifiers(FieldTree tree, int at, in QuicPacket packet)
    {
        var (destination, source) = (packet.Destination.Length, packet.Source.Length);
        var start = at + IdentifierOffset;
        tree.Number("quic.dcil", "Destination Connection ID Length", destination, start, 1);
        if (destination > 0)
        {
            tree.Raw(FieldKind.Bytes, "quic.dcid", "Destination Connection ID", start + 1, destination);
            tree.Info += $", DCID={Convert.ToHexStringLower(packet.Destination)}";
        }
        tree.Number("quic.scil", "Source Connection ID Length", source, start + 1 + destination, 1);
        if (source > 0)
        {
            tree.Raw(FieldKind.Bytes, "quic.scid", "Source Connection ID", start + 2 + destination, source);
            tree.Info += $", SCID={Convert.ToHexStringLower(packet.Source)}";
        }
        return IdentifierOffset + 2 + destination + source;
    }

    private static void AddVersions(FieldTree tree, int at, in QuicPacket packet)
    {
        var reader = new ByteReader(packet.Payload);
        while (reader.Remaining >= 4)
        {
            var offset = at + packet.HeaderLength + reader.Position;
            tree.Hex("quic.supported_version", "Supported Version", reader.ReadUInt32(), 8, offset, 4);
        }
    }

    private static void AddContent(FieldTree tree, int at, int next, in QuicPacket packet, QuicPacketState state)
    {
        var token = packet.Token.Length;
        if (packet.Type == QuicPacketType.Initial)
        {
            tree.Number("quic.token_length", "Token Length", token, at + next, packet.LengthOffset - next - token);
            if (token > 0)
            {
                tree.Raw(FieldKind.Bytes, "quic.token", "Token", at + packet.LengthOffset - token, token);
            }
        }
        var payload = at + packet.HeaderLength;
        var rest = packet.Payload.Length;
        tree.Number("quic.length", "Length", rest, at + packet.LengthOffset, packet.HeaderLength - packet.LengthOffset);
        if (state is not { Opening: { } opening, Frames: { } frames })
        {
            tree.Raw(FieldKind.Bytes, "quic.remaining_payload", "Remaining Payload", payload, rest);
            return;
        }
        tree.Number("quic.packet_number", "Packet Number", opening.Number, payload, opening.NumberBytes);
        tree.Info += $", PKN: {opening.Number}";
        tree.Raw(FieldKind.Bytes, "quic.payload", "Payload", payload + opening.NumberBytes, rest - opening.NumberBytes);
        var view = tree.EnterView("Decrypted QUIC", frames);
        QuicFrameFields.Add(tree, frames);
        AddMessages(tree, frames, state);
        tree.ReturnTo(view);
    }

    /// <summary>Handshake messages, where they lie in the frames or, out of several, in a view of their own.</summary>
    private static void AddMessages(FieldTree tree, byte[] frames, QuicPacketState state)
    {
        if (state is not { Messages.Length: > 0, Handshake: { } handshake })
        {
            return;
        }
        var place = frames.AsSpan().IndexOf(state.Messages);
        if (place < 0)
        {
            tree.EnterView("Reassembled handshake", state.Messages);
        }
        var (protocol, information) = (tree.Protocol, tree.Info);
        handshake(tree, new FieldMessage(Math.Max(place, 0), state.Messages, state.Side));
        (tree.Protocol, tree.Info) = (protocol, $"{information}, {tree.Info}");
    }

    private static string NameOf(QuicPacketType type) =>
        type switch
        {
            QuicPacketType.ZeroRtt => "0-RTT",
            QuicPacketType.OneRtt => "1-RTT",
            QuicPacketType.VersionNegotiation => "Version Negotiation",
            _ => type.ToString(),
        };
}
