using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using Portal.Traffic.Fields;

namespace Portal.Traffic.Protocols.Sip;

/// <summary>A SIP message (RFC 3261 §7): its first line and its headers, with the parts of those that name somebody.</summary>
internal static class SipFields
{
    /// <summary>Headers of one message that become lines.</summary>
    private const int MaxHeaders = 256;

    /// <summary>The fields of whole headers, found by the header's name in any case (RFC 3261 §7.3.1).</summary>
    private static readonly FrozenDictionary<string, FieldDefinition> s_headers = FieldCatalogue
        .All.Where(field =>
            field.Name.StartsWith("sip.", StringComparison.Ordinal)
            && char.IsUpper(field.Name[4])
            && !field.Name[4..].Contains('.')
            && field.Name is not ("sip.Request-Line" or "sip.Status-Line" or "sip.Status-Code" or "sip.Method")
        )
        .ToFrozenDictionary(field => field.Name[4..], StringComparer.OrdinalIgnoreCase);

    /// <summary>Short names (RFC 3261 §7.3.3).</summary>
    private static readonly FrozenDictionary<string, string> s_short = new Dictionary<string, string>
    {
        ["c"] = "Content-Type",
        ["f"] = "From",
        ["i"] = "Call-ID",
        ["k"] = "Supported",
        ["l"] = "Content-Length",
        ["m"] = "Contact",
        ["o"] = "Event",
        ["r"] = "Refer-To",
        ["s"] = "Subject",
        ["t"] = "To",
        ["v"] = "Via",
        ["x"] = "Session-Expires",
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    public static void Add(FieldTree tree, in FieldMessage message)
    {
        var at = message.At;
        var bytes = message.Bytes;
        var rest = bytes;
        if (!SipHeaders.TryTakeLine(ref rest, out var line) || !SipStartLine.TryParse(line, out var start))
        {
            return;
        }
        tree.Protocol = "SIP";
        tree.BeginProtocol("sip", "Session Initiation Protocol", at, bytes.Length, message.End);
        var text = Decode(line);
        tree.Info = start.IsRequest ? $"Request: {text}" : $"Status: {text}";
        var name = start.IsRequest ? "sip.Request-Line" : "sip.Status-Line";
        tree.Begin(name, text, FieldValue.OfText(text), at, line.Length);
        if (start.IsRequest)
        {
            AddRequest(tree, at, line, start);
        }
        else
        {
            var code = Math.Max(line.IndexOf((byte)' ') + 1, 0);
            tree.Number("sip.Status-Code", "Status-Code", start.Code, at + code, 3);
        }
        tree.End();
        for (var count = 0; count < MaxHeaders; count++)
        {
            var offset = at + bytes.Length - rest.Length;
            if (!SipHeaders.TryTakeLine(ref rest, out line) || line.IsEmpty)
            {
                break;
            }
            AddHeader(tree, offset, line);
        }
        tree.End();
    }

    private static void AddRequest(FieldTree tree, int at, ReadOnlySpan<byte> line, in SipStartLine start)
    {
        var method = Decode(line[start.Method]);
        tree.Text("sip.Method", "Method", method, at, method.Length);
        var (offset, length) = start.Target.GetOffsetAndLength(line.Length);
        var target = Decode(line[start.Target]);
        tree.Text("sip.r-uri", "Request-URI", target, at + offset, length);
        AddUri(tree, "sip.r-uri", target, at + offset, length);
    }

    private static void AddHeader(FieldTree tree, int at, ReadOnlySpan<byte> line)
    {
        var colon = line.IndexOf((byte)':');
        if (colon <= 0)
        {
            return;
        }
        var name = Decode(line[..colon].TrimEnd(" \t"u8));
        name = s_short.GetValueOrDefault(name, name);
        var value = Decode(line[(colon + 1)..].Trim(" \t"u8));
        if (!s_headers.TryGetValue(name, out var field))
        {
            tree.Note($"{name}: {value}", at, line.Length);
            return;
        }
        if (field.Kind == FieldKind.Unsigned)
        {
            if (long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            {
                tree.Number(field.Name, name, number, at, line.Length);
            }
            return;
        }
        tree.Begin(field.Name, $"{name}: {value}", FieldValue.OfText(value), at, line.Length);
        switch (field.Name)
        {
            case "sip.From":
                AddParty(tree, "sip.from", value, at, line.Length);
                break;
            case "sip.To":
                AddParty(tree, "sip.to", value, at, line.Length);
                break;
            case "sip.Contact":
                var uri = Address(value, out _);
                if (uri != "*")
                {
                    tree.Text("sip.contact.uri", "Contact URI", uri, at, line.Length);
                    AddUri(tree, "sip.contact", uri, at, line.Length);
                }
                break;
            case "sip.CSeq":
                AddSequence(tree, value, at, line.Length);
                break;
            case "sip.Via":
                AddStation(tree, value, at, line.Length);
                break;
            default:
                break;
        }
        tree.End();
    }

    /// <summary>RFC 3261 §20.20: an address, with or without a name before it, and a tag.</summary>
    private static void AddParty(FieldTree tree, string prefix, string value, int at, int length)
    {
        var uri = Address(value, out var parameters);
        tree.Text($"{prefix}.addr", "Address", uri, at, length);
        AddUri(tree, prefix, uri, at, length);
        if (Parameter(parameters, "tag") is { } tag)
        {
            tree.Text($"{prefix}.tag", "Tag", tag, at, length);
            tree.Text("sip.tag", "Tag", tag, at, length);
        }
    }

    private static void AddUri(FieldTree tree, string prefix, string uri, int at, int length)
    {
        var scheme = uri.IndexOf(':', StringComparison.Ordinal);
        if (scheme < 0)
        {
            return;
        }
        var end = uri.AsSpan(scheme + 1).IndexOfAny(';', '?');
        var place = end < 0 ? uri[(scheme + 1)..] : uri.Substring(scheme + 1, end);
        var at2 = place.IndexOf('@', StringComparison.Ordinal);
        if (at2 >= 0)
        {
            tree.Text($"{prefix}.user", "User Part", place[..at2], at, length);
        }
        var host = place[(at2 + 1)..];
        var bracket = host.IndexOf(']', StringComparison.Ordinal);
        var colon = host.IndexOf(':', bracket < 0 ? 0 : bracket);
        if (uri.StartsWith("sip", StringComparison.OrdinalIgnoreCase))
        {
            tree.Text($"{prefix}.host", "Host Part", colon < 0 ? host : host[..colon], at, length);
            if (colon >= 0)
            {
                tree.Text($"{prefix}.port", "Host Port", host[(colon + 1)..], at, length);
            }
        }
    }

    private static void AddSequence(FieldTree tree, string value, int at, int length)
    {
        var blank = value.IndexOf(' ', StringComparison.Ordinal);
        if (
            blank > 0
            && long.TryParse(value.AsSpan(0, blank), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        )
        {
            tree.Number("sip.CSeq.seq", "Sequence Number", number, at, length);
            tree.Text("sip.CSeq.method", "Method", value[blank..].Trim(), at, length);
        }
    }

    /// <summary>RFC 3261 §20.42: protocol and transport, host and port, parameters.</summary>
    private static void AddStation(FieldTree tree, string value, int at, int length)
    {
        var blank = value.IndexOf(' ', StringComparison.Ordinal);
        var slash = blank < 0 ? -1 : value.LastIndexOf('/', blank);
        if (slash < 0)
        {
            return;
        }
        tree.Text("sip.Via.transport", "Transport", value[(slash + 1)..blank], at, length);
        var rest = value[blank..].Trim();
        var end = rest.IndexOf(';', StringComparison.Ordinal);
        var sender = (end < 0 ? rest : rest[..end]).Trim();
        var bracket = sender.IndexOf(']', StringComparison.Ordinal);
        var colon = sender.IndexOf(':', bracket < 0 ? 0 : bracket);
        tree.Text("sip.Via.sent-by.address", "Sent-by Address", colon < 0 ? sender : sender[..colon], at, length);
        if (colon >= 0 && ushort.TryParse(sender.AsSpan(colon + 1), CultureInfo.InvariantCulture, out var port))
        {
            tree.Number("sip.Via.sent-by.port", "Sent-by port", port, at, length);
        }
        var parameters = end < 0 ? "" : rest[end..];
        foreach (var name in (ReadOnlySpan<string>)["branch", "received", "rport"])
        {
            if (Parameter(parameters, name) is { } found)
            {
                tree.Text($"sip.Via.{name}", name, found, at, length);
            }
        }
    }

    private static string Address(string value, out string parameters)
    {
        var open = value.IndexOf('<', StringComparison.Ordinal);
        var close = open < 0 ? -1 : value.IndexOf('>', open);
        if (close >= 0)
        {
            parameters = value[(close + 1)..];
            return value[(open + 1)..close];
        }
        var end = value.IndexOf(';', StringComparison.Ordinal);
        parameters = end < 0 ? "" : value[end..];
        return end < 0 ? value : value[..end];
    }

    /// <summary>The value; the name itself for one without, null when it is not there.</summary>
    private static string? Parameter(string parameters, string name)
    {
        foreach (var part in parameters.Split(';'))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            var key = (equals < 0 ? part : part[..equals]).Trim();
            if (key.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                return equals < 0 ? key : part[(equals + 1)..].Trim();
            }
        }
        return null;
    }

    private static string Decode(ReadOnlySpan<byte> text) => Encoding.UTF8.GetString(text);
}
