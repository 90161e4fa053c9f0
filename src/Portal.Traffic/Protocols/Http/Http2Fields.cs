using System.Collections.Frozen;
using System.Text;
using Portal.Traffic.Fields;

namespace Portal.Traffic.Protocols.Http;

/// <summary>One frame (RFC 9113 §4.1), or the preface that a client begins with.</summary>
internal static class Http2Fields
{
    private const byte Priority = 2;
    private const byte Ping = 6;
    private const byte GoAway = 7;
    private const byte WindowUpdate = 8;

    private static readonly string[] s_types =
    [
        "DATA",
        "HEADERS",
        "PRIORITY",
        "RST_STREAM",
        "SETTINGS",
        "PUSH_PROMISE",
        "PING",
        "GOAWAY",
        "WINDOW_UPDATE",
        "CONTINUATION",
    ];

    private static readonly FrozenDictionary<long, (string Field, string Label)> s_settings = new Dictionary<
        long,
        (string, string)
    >
    {
        [1] = ("http2.settings.header_table_size", "Header table size"),
        [2] = ("http2.settings.enable_push", "Enable PUSH"),
        [3] = ("http2.settings.max_concurrent_streams", "Max concurrent streams"),
        [4] = ("http2.settings.initial_window_size", "Initial Windows Size"),
        [5] = ("http2.settings.max_frame_size", "Max frame size"),
        [6] = ("http2.settings.max_header_list_size", "Max header list size"),
        [8] = ("http2.settings.extended_connect", "Extended CONNECT"),
    }.ToFrozenDictionary();

    public static void Add(FieldTree tree, in FieldMessage message)
    {
        var bytes = message.Bytes;
        tree.Protocol = "HTTP2";
        if (bytes.SequenceEqual(Http2Protocol.Preface))
        {
            tree.BeginProtocol("http2", "HyperText Transfer Protocol 2", message.At, bytes.Length, message.End);
            tree.Text("http2.magic", "Magic", Encoding.ASCII.GetString(bytes), message.At, bytes.Length);
            tree.Info = "Magic";
            tree.End();
            return;
        }
        if (!Http2FrameHeader.TryParse(bytes, out var header))
        {
            return;
        }
        var type = header.Type < s_types.Length ? s_types[header.Type] : "Unknown";
        tree.Info = $"{type}[{header.Stream}]";
        tree.BeginProtocol("http2", "HyperText Transfer Protocol 2", message.At, Http2FrameHeader.Bytes, message.End);
        var block = new FieldBlock(tree, message.At, bytes, isLittleEndian: false);
        block.Number("http2.length", "Length", 0, 3);
        block.Named("http2.type", "Type", type, 3, 1);
        AddFlags(block, header.Type);
        tree.Hex("http2.r", "Reserved", bytes[5] >> 7, 1, message.At + 5, 4);
        tree.Number("http2.streamid", "Stream Identifier", header.Stream, message.At + 5, 4);
        AddPayload(block.Part(Http2FrameHeader.Bytes, header.Length), header, message.State as Http2Block);
        tree.End();
    }

    private static void AddFlags(in FieldBlock block, byte type)
    {
        block.Hex("http2.flags", "Flags", 4, 1);
        if (type is Http2FrameHeader.Settings or Ping)
        {
            block.Flag(
                type == Ping ? "http2.flags.ack.ping" : "http2.flags.ack.settings",
                "ACK",
                4,
                1,
                Http2FrameHeader.EndsStreamFlag
            );
        }
        if (type is Http2FrameHeader.Data or Http2FrameHeader.Headers)
        {
            block.Flag("http2.flags.end_stream", "End Stream", 4, 1, Http2FrameHeader.EndsStreamFlag);
        }
        if (type is Http2FrameHeader.Headers or Http2FrameHeader.PushPromise or Http2FrameHeader.Continuation)
        {
            block.Flag("http2.flags.eh", "End Headers", 4, 1, Http2FrameHeader.EndsHeadersFlag);
        }
        if (type is Http2FrameHeader.Data or Http2FrameHeader.Headers or Http2FrameHeader.PushPromise)
        {
            block.Flag("http2.flags.padded", "Padded", 4, 1, Http2FrameHeader.PaddedFlag);
        }
        if (type == Http2FrameHeader.Headers)
        {
            block.Flag("http2.flags.priority", "Priority", 4, 1, Http2FrameHeader.PriorityFlag);
        }
    }

    private static void AddPayload(FieldBlock payload, Http2FrameHeader header, Http2Block? headers)
    {
        switch (header.Type)
        {
            case Http2FrameHeader.Data:
                payload = SkipPadding(payload, header);
                if (payload.Length > 0)
                {
                    payload.Raw(FieldKind.Bytes, "http2.data.data", "Data", 0, payload.Length);
                }
                break;
            case Http2FrameHeader.Headers:
                payload = SkipPadding(payload, header);
                if (header.HasPriority)
                {
                    AddPriority(payload);
                    payload = payload.From(5);
                }
                AddFragment(payload, "http2.headers");
                AddHeaders(payload, headers);
                break;
            case Priority:
                AddPriority(payload);
                break;
            case Http2FrameHeader.Reset:
                payload.Named("http2.rst_stream.error", "Error", ErrorName(payload.Read(0, 4)), 0, 4);
                break;
            case Http2FrameHeader.Settings:
                AddSettings(payload);
                break;
            case Http2FrameHeader.PushPromise:
                payload = SkipPadding(payload, header);
                payload.Bits("http2.push_promise.promised_stream_id", "Promised-Stream-ID", 0, 4, 0x7FFF_FFFF);
                AddFragment(payload.From(4), "http2.push_promise.header");
                AddHeaders(payload.From(4), headers);
                break;
            case Ping:
                payload.Raw(FieldKind.Bytes, header.EndsStream ? "http2.pong" : "http2.ping", "Opaque Data", 0, 8);
                break;
            case GoAway:
                payload.Bits("http2.goaway.last_stream_id", "Promised-Stream-ID", 0, 4, 0x7FFF_FFFF);
                payload.Named("http2.goaway.error", "Error", ErrorName(payload.Read(4, 4)), 4, 4);
                if (payload.Length > 8)
                {
                    payload.Raw(FieldKind.Bytes, "http2.goaway.addata", "Additional Debug Data", 8, payload.Length - 8);
                }
                break;
            case WindowUpdate:
                payload.Bits("http2.window_update.window_size_increment", "Window Size Increment", 0, 4, 0x7FFF_FFFF);
                break;
            case Http2FrameHeader.Continuation:
                AddHeaders(payload, headers);
                break;
            default:
                break;
        }
    }

    /// <summary>What lies between the length of the padding and the padding (RFC 9113 §6.1).</summary>
    private static FieldBlock SkipPadding(FieldBlock payload, Http2FrameHeader header)
    {
        if (!header.IsPadded)
        {
            payload.Tree.Number("http2.pad_length", "Pad Length", 0, payload.At, 0);
            return payload;
        }
        var padding = payload.Number("http2.pad_length", "Pad Length", 0, 1);
        return payload.Part(1, payload.Length - 1 - padding);
    }

    private static void AddPriority(in FieldBlock payload)
    {
        payload.Flag("http2.exclusive", "Exclusive", 0, 4, 0x8000_0000);
        payload.Bits("http2.stream_dependency", "Stream Dependency", 0, 4, 0x7FFF_FFFF);
        payload.Number("http2.headers.weight", "Weight", 4, 1);
        if (payload.Has(4, 1))
        {
            payload.Tree.Number("http2.headers.weight_real", "Weight real", payload.Read(4, 1) + 1, payload.At + 4, 1);
        }
    }

    private static void AddSettings(in FieldBlock payload)
    {
        for (var at = 0; payload.Has(at, 6); at += 6)
        {
            var known = s_settings.TryGetValue(payload.Read(at, 2), out var setting);
            payload.Named("http2.settings.id", "Settings Identifier", known ? setting.Label : "Unknown", at, 2);
            payload.Number(
                known ? setting.Field : "http2.settings.unknown",
                known ? setting.Label : "Unknown Settings",
                at + 2,
                4
            );
        }
    }

    private static void AddFragment(in FieldBlock fragment, string name)
    {
        if (fragment.Length > 0)
        {
            fragment.Raw(FieldKind.Bytes, name, "Header Block Fragment", 0, fragment.Length);
        }
    }

    /// <summary>The block's headers stand in the frame that completes it; those of several frames in bytes of their own.</summary>
    private static void AddHeaders(in FieldBlock fragment, Http2Block? headers)
    {
        var tree = fragment.Tree;
        if (headers is null)
        {
            tree.Note("The headers go on in another frame, or cannot be decoded", fragment.At, fragment.Length);
            return;
        }
        if (fragment.Bytes.SequenceEqual(headers.Bytes))
        {
            Http2HeaderFields.Add(tree, fragment.At, headers);
            return;
        }
        var frame = tree.EnterView("Header block", headers.Bytes);
        Http2HeaderFields.Add(tree, 0, headers);
        tree.ReturnTo(frame);
    }

    private static string ErrorName(long number) =>
        number switch
        {
            0 => "NO_ERROR",
            1 => "PROTOCOL_ERROR",
            2 => "INTERNAL_ERROR",
            3 => "FLOW_CONTROL_ERROR",
            4 => "SETTINGS_TIMEOUT",
            5 => "STREAM_CLOSED",
            6 => "FRAME_SIZE_ERROR",
            7 => "REFUSED_STREAM",
            8 => "CANCEL",
            9 => "COMPRESSION_ERROR",
            10 => "CONNECT_ERROR",
            11 => "ENHANCE_YOUR_CALM",
            12 => "INADEQUATE_SECURITY",
            13 => "HTTP_1_1_REQUIRED",
            _ => "Unknown",
        };
}
