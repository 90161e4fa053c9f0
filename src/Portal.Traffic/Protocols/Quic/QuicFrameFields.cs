using System.Text;
using Portal.Traffic.Fields;

namespace Portal.Traffic.Protocols.Quic;

/// <summary>The frames of an Initial packet (RFC 9000 §19).</summary>
internal static class QuicFrameFields
{
    public static void Add(FieldTree tree, ReadOnlySpan<byte> frames)
    {
        var reader = new ByteReader(frames);
        while (reader.Remaining > 0)
        {
            var start = reader.Position;
            var type = QuicPacket.ReadInt(ref reader);
            var name = NameOf(type);
            tree.Begin("quic.frame", name, default, start, 1);
            tree.Add(
                "quic.frame_type",
                $"Frame Type: {name} ({type})",
                FieldValue.OfNumber(type),
                start,
                reader.Position - start
            );
            var isKnown = AddContent(tree, ref reader, type, start);
            tree.End();
            tree.Info += type == QuicFrames.Padding ? ", PADDING" : $", {name}";
            if (!isKnown)
            {
                return;
            }
        }
    }

    /// <summary>False when nobody knows where the next frame begins.</summary>
    private static bool AddContent(FieldTree tree, ref ByteReader reader, int type, int start)
    {
        switch (type)
        {
            case QuicFrames.Padding:
                while (reader.Rest is [QuicFrames.Padding, ..])
                {
                    reader.Skip(1);
                }
                var length = reader.Position - start;
                tree.Number("quic.padding_length", "Padding Length", length, start, 0);
                return true;
            case QuicFrames.Ping:
                return true;
            case QuicFrames.Acknowledgment:
            case QuicFrames.AcknowledgmentWithCounts:
                AddAcknowledgment(tree, ref reader, type == QuicFrames.AcknowledgmentWithCounts);
                return true;
            case QuicFrames.Crypto:
                Number(tree, ref reader, "quic.crypto.offset", "Offset");
                var bytes = Number(tree, ref reader, "quic.crypto.length", "Length");
                var at = reader.Position;
                tree.Add("quic.crypto.crypto_data", "Crypto Data", default, at, reader.Take(bytes).Length);
                return true;
            case QuicFrames.Close:
                Number(tree, ref reader, "quic.cc.error_code", "Error code");
                Number(tree, ref reader, "quic.cc.frame_type", "Frame Type");
                var count = Number(tree, ref reader, "quic.cc.reason_phrase.length", "Reason phrase Length");
                var phrase = reader.Position;
                var text = reader.Take(count);
                if (!text.IsEmpty)
                {
                    var shown = Encoding.UTF8.GetString(text);
                    tree.Text("quic.cc.reason_phrase", "Reason phrase", shown, phrase, text.Length);
                }
                return true;
            default:
                return false; // nothing else belongs into Initial packets (RFC 9000 §12.4)
        }
    }

    private static void AddAcknowledgment(FieldTree tree, ref ByteReader reader, bool hasCounts)
    {
        Number(tree, ref reader, "quic.ack.largest_acknowledged", "Largest Acknowledged");
        Number(tree, ref reader, "quic.ack.ack_delay", "ACK Delay");
        var ranges = Number(tree, ref reader, "quic.ack.ack_range_count", "ACK Range Count");
        Number(tree, ref reader, "quic.ack.first_ack_range", "First ACK Range");
        for (var i = 0; i < ranges && reader.Remaining > 0; i++)
        {
            Number(tree, ref reader, "quic.ack.gap", "Gap");
            Number(tree, ref reader, "quic.ack.ack_range", "ACK Range");
        }
        if (hasCounts)
        {
            Number(tree, ref reader, "quic.ack.ect0_count", "ECT(0) Count");
            Number(tree, ref reader, "quic.ack.ect1_count", "ECT(1) Count");
            Number(tree, ref reader, "quic.ack.ecn_ce_count", "ECN-CE Count");
        }
    }

    private static int Number(FieldTree tree, ref ByteReader reader, string name, string label)
    {
        var start = reader.Position;
        var value = QuicPacket.ReadInt(ref reader);
        if (!reader.Failed)
        {
            tree.Number(name, label, value, start, reader.Position - start);
        }
        return value;
    }

    private static string NameOf(int type) =>
        type switch
        {
            QuicFrames.Padding => "PADDING",
            QuicFrames.Ping => "PING",
            QuicFrames.Acknowledgment or QuicFrames.AcknowledgmentWithCounts => "ACK",
            QuicFrames.Crypto => "CRYPTO",
            QuicFrames.Close => "CONNECTION_CLOSE (Transport)",
            _ => $"Unknown ({type})",
        };
}
