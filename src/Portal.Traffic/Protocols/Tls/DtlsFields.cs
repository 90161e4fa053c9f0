using Portal.Traffic.Fields;

namespace Portal.Traffic.Protocols.Tls;

/// <summary>One DTLS record (RFC 6347 §4.1): type, version, epoch, sequence number, length, and what is in it.</summary>
internal static class DtlsFields
{
    private const int RecordHeader = 13;
    private const int HandshakeHeader = 12;

    /// <summary>The state is a list of the bodies of the handshake messages that end in the record, in its order.</summary>
    public static void Add(FieldTree tree, in FieldMessage message)
    {
        var at = message.At;
        var bytes = message.Bytes;
        tree.BeginProtocol("dtls", "Datagram Transport Layer Security", at, bytes.Length, message.End);
        var reader = new ByteReader(bytes);
        var type = (ContentType)reader.ReadByte();
        var version = reader.ReadUInt16();
        var epoch = reader.ReadUInt16();
        var sequence = ((long)reader.ReadUInt16() << 32) | reader.ReadUInt32();
        var length = reader.ReadUInt16();
        tree.Protocol = Version(version);
        tree.Begin("dtls.record", $"DTLS Record: {type}, {length} bytes", default, at, bytes.Length);
        tree.Named("dtls.record.content_type", "Content Type", type.ToString(), (int)type, at, 1);
        tree.Hex("dtls.record.version", "Version", version, 4, at + 1, 2);
        tree.Number("dtls.record.epoch", "Epoch", epoch, at + 3, 2);
        tree.Number("dtls.record.sequence_number", "Sequence Number", sequence, at + 5, 6);
        tree.Number("dtls.record.length", "Length", length, at + 11, 2);
        if (!reader.Failed)
        {
            var bodies = message.State as List<byte[]> ?? [];
            tree.Info = AddBody(tree, type, isCiphertext: epoch > 0, at + RecordHeader, reader.Rest, bodies);
        }
        tree.Protocol = Version(version);
        tree.End();
        tree.End();
    }

    private static string AddBody(
        FieldTree tree,
        ContentType type,
        bool isCiphertext,
        int at,
        ReadOnlySpan<byte> body,
        List<byte[]> bodies
    )
    {
        switch (type)
        {
            case ContentType.Handshake when isCiphertext:
                return "Encrypted Handshake Message";
            case ContentType.Handshake:
                return AddHandshakes(tree, at, body, bodies);
            default:
                return RecordBodyFields.Add(tree, "dtls", type, isCiphertext, at, body);
        }
    }

    private static string AddHandshakes(FieldTree tree, int at, ReadOnlySpan<byte> body, List<byte[]> bodies)
    {
        var parts = new List<string>();
        var reader = new ByteReader(body);
        var ended = 0;
        while (reader.Remaining >= HandshakeHeader)
        {
            var start = at + reader.Position;
            var type = (HandshakeType)reader.ReadByte();
            var length = reader.ReadUInt24();
            var sequence = reader.ReadUInt16();
            var offset = reader.ReadUInt24();
            var fragmentLength = reader.ReadUInt24();
            var here = reader.Take(fragmentLength);
            var name = Enum.IsDefined(type) ? TlsFields.Spaced(type.ToString()) : "Unknown";
            tree.Begin("dtls.handshake", $"Handshake Protocol: {name}", default, start, HandshakeHeader + here.Length);
            tree.Named("dtls.handshake.type", "Handshake Type", name, (int)type, start, 1);
            tree.Number("dtls.handshake.length", "Length", length, start + 1, 3);
            tree.Number("dtls.handshake.message_seq", "Message Sequence", sequence, start + 4, 2);
            tree.Number("dtls.handshake.fragment_offset", "Fragment Offset", offset, start + 6, 3);
            tree.Number("dtls.handshake.fragment_length", "Fragment Length", fragmentLength, start + 9, 3);
            var text = name;
            if (reader.Failed)
            {
                tree.Note("The fragment does not fit into its record");
            }
            else if (here.Length == length)
            {
                ended++;
                text = HelloFields.Add(tree, type, start + HandshakeHeader, here, HelloCarrier.Dtls) ?? name;
            }
            else if (ended < bodies.Count && bodies[ended].Length == length)
            {
                var whole = bodies[ended++];
                var view = tree.EnterView("Reassembled handshake", whole);
                text = HelloFields.Add(tree, type, 0, whole, HelloCarrier.Dtls) ?? name;
                tree.ReturnTo(view);
            }
            else
            {
                text = $"{name} (Fragment)";
            }
            parts.Add(text);
            tree.End();
        }
        return string.Join(", ", parts);
    }

    private static string Version(int version) =>
        version switch
        {
            0xFEFF => "DTLSv1.0",
            0xFEFD => "DTLSv1.2",
            0xFEFC => "DTLSv1.3",
            _ => "DTLS",
        };
}
