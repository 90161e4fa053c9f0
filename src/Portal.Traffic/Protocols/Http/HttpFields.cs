using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using Portal.Traffic.Fields;

namespace Portal.Traffic.Protocols.Http;

/// <summary>The head of an HTTP/1 message (RFC 9112) that begins in this segment.</summary>
internal static class HttpFields
{
    /// <summary>Headers of one message that become lines.</summary>
    private const int MaxHeaders = 256;

    private static readonly FrozenSet<string> s_known = FieldCatalogue
        .All.Where(field => field.Name.StartsWith("http.", StringComparison.Ordinal))
        .Select(field => field.Name)
        .ToFrozenSet(StringComparer.Ordinal);

    /// <summary>A whole message: head and body, the body as it was before any coding of the transfer.</summary>
    public static void Add(FieldTree tree, in FieldMessage message) => Add(tree, message.At, message.Bytes);

    public static void Add(FieldTree tree, int at, ReadOnlySpan<byte> bytes) =>
        Add(tree, at, bytes, "http", "Hypertext Transfer Protocol");

    /// <summary>A message of a protocol that is made like HTTP and has its fields.</summary>
    public static void Add(FieldTree tree, int at, ReadOnlySpan<byte> bytes, string protocol, string label)
    {
        var lead = bytes.Length - bytes.TrimStart("\r\n"u8).Length;
        var lineEnd = bytes[lead..].IndexOf((byte)'\n') is >= 0 and var end ? lead + end + 1 : bytes.Length;
        var line = bytes[lead..lineEnd].TrimEnd("\r\n"u8);
        var headEnd = HeadEnd(bytes, lineEnd);
        tree.Protocol = protocol.ToUpperInvariant();
        tree.Info = Decode(line);
        tree.BeginProtocol(protocol, label, at, headEnd, at + bytes.Length);
        string? target = null;
        var isResponse = HttpStatusLine.TryParse(line, out var status);
        if (isResponse)
        {
            AddStatus(tree, at + lead, line, status);
        }
        else if (HttpRequestLine.TryParse(line, out var request))
        {
            target = AddRequest(tree, at + lead, line, request);
        }
        var host = AddHeaders(tree, at + lineEnd, bytes[lineEnd..headEnd], isResponse);
        if (target is not null && host is not null)
        {
            var full = target.StartsWith('/') ? $"http://{host}{target}" : target;
            tree.Text("http.request.full_uri", "Full request URI", full, at, 0);
        }
        var isWhole = bytes[..headEnd].EndsWith("\r\n\r\n"u8) || bytes[..headEnd].EndsWith("\n\n"u8);
        if (!isWhole)
        {
            tree.Note("The head goes on in another segment");
        }
        else if (headEnd < bytes.Length)
        {
            HttpBodyFields.Add(tree, at + headEnd, bytes[lineEnd..headEnd], bytes[headEnd..]);
        }
        tree.End();
    }

    private static string AddRequest(FieldTree tree, int at, ReadOnlySpan<byte> line, HttpRequestLine request)
    {
        var target = Decode(line[request.Target]);
        var (start, length) = request.Target.GetOffsetAndLength(line.Length);
        tree.Begin("", Decode(line), default, at, line.Length);
        tree.Text("http.request.method", "Method", Decode(line[request.Method]), at, request.Method.End.Value);
        tree.Text("http.request.uri", "URI", target, at + start, length);
        var version = line[(start + length)..].TrimStart(" \t"u8);
        tree.Text(
            "http.request.version",
            "Version",
            Decode(version),
            at + line.Length - version.Length,
            version.Length
        );
        tree.End();
        tree.Add("http.request", "HTTP request", FieldValue.OfBoolean(true), at, 0);
        return target;
    }

    private static void AddStatus(FieldTree tree, int at, ReadOnlySpan<byte> line, HttpStatusLine status)
    {
        var version = line.IndexOf((byte)' ') is > 0 and var blank ? line[..blank] : line;
        tree.Begin("", Decode(line), default, at, line.Length);
        tree.Text("http.response.version", "Version", Decode(version), at, version.Length);
        tree.Number("http.response.code", "Status Code", status.Code, at + version.Length + 1, 3);
        if (status.Reason is { } reason)
        {
            var (start, length) = reason.GetOffsetAndLength(line.Length);
            tree.Text("http.response.phrase", "Phrase", Decode(line[reason]), at + start, length);
        }
        tree.End();
        tree.Add("http.response", "HTTP response", FieldValue.OfBoolean(true), at, 0);
    }

    /// <summary>Returns the host header.</summary>
    private static string? AddHeaders(FieldTree tree, int at, ReadOnlySpan<byte> block, bool isResponse)
    {
        string? host = null;
        var headers = new HttpHeaders(block);
        for (var count = 0; count < MaxHeaders && headers.Next(); count++)
        {
            var (name, value) = (Decode(headers.Name), Decode(headers.Value));
            block.Overlaps(headers.Name, out var start);
            block.Overlaps(headers.Value, out var valueStart);
            var length = headers.Value.IsEmpty ? headers.Name.Length : valueStart + headers.Value.Length - start;
            var lower = name.ToLowerInvariant();
            var line = isResponse ? "http.response.line" : "http.request.line";
            tree.Hide(line, FieldValue.OfText($"{name}: {value}\r\n"), at + start, length);
            if (lower == "content-length")
            {
                tree.Text("http.content_length_header", name, value, at + start, length);
                if (long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var bytes))
                {
                    tree.Hide("http.content_length", FieldValue.OfNumber(bytes), at + start, length);
                }
                continue;
            }
            var field = $"http.{lower.Replace('-', '_')}";
            tree.Text(s_known.Contains(field) ? field : "http.unknown_header", name, value, at + start, length);
            host = lower == "host" ? value : host;
            if (isResponse && lower == "content-type")
            {
                tree.Info += $"  ({value})";
            }
        }
        return host;
    }

    private static int HeadEnd(ReadOnlySpan<byte> bytes, int lineEnd)
    {
        for (var at = lineEnd; at < bytes.Length; )
        {
            var newline = bytes[at..].IndexOf((byte)'\n');
            if (newline < 0)
            {
                return bytes.Length;
            }
            var isEmpty = newline == 0 || (newline == 1 && bytes[at] == '\r');
            at += newline + 1;
            if (isEmpty)
            {
                return at;
            }
        }
        return bytes.Length;
    }

    private static string Decode(ReadOnlySpan<byte> text) => Encoding.UTF8.GetString(text);
}
