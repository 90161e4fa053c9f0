using System.Text;
using Portal.Traffic.Fields;

namespace Portal.Traffic.Protocols.Imap;

/// <summary>Lines of a session (RFC 9051 §2.2): commands behind their tags, answers to them, and what a server tells unasked.</summary>
internal static class ImapFields
{
    /// <summary>Lines, and the literals that they announce (§4.3), as far as they are whole.</summary>
    public static int WholeLength(ReadOnlySpan<byte> bytes)
    {
        var whole = 0;
        var rest = bytes;
        while (rest.Contains((byte)'\n') && ShownLines.TryNext(ref rest, out var line, out _))
        {
            if (!ImapLiteral.TryParse(line, out var literal))
            {
                whole = bytes.Length - rest.Length;
                continue;
            }
            // The line goes on behind the literal.
            if (literal.Size > rest.Length)
            {
                break;
            }
            rest = rest[(int)literal.Size..];
        }
        return whole;
    }

    public static void Add(FieldTree tree, in FieldMessage message)
    {
        var at = message.At;
        var rest = message.Bytes;
        var isRequest = message.Side == Side.Originator;
        tree.Protocol = "IMAP";
        tree.BeginProtocol("imap", "Internet Message Access Protocol", at, rest.Length, message.End);
        tree.Add("imap.isrequest", "Request", FieldValue.OfBoolean(isRequest), at, 0);
        while (ShownLines.TryNext(ref rest, out var line, out var length))
        {
            var text = Encoding.UTF8.GetString(line);
            if (tree.Info.Length == 0)
            {
                tree.Info = $"{(isRequest ? "Request" : "Response")}: {text}";
            }
            tree.Begin("imap.line", $"Line: {text}", FieldValue.OfText(text + "\r\n"), at, length);
            if (isRequest || line is not [(byte)'*' or (byte)'+', ..])
            {
                AddTagged(tree, at, line, text, isRequest);
            }
            tree.End();
            at += length;
            if (ImapLiteral.TryParse(line, out var literal))
            {
                var size = (int)Math.Min(literal.Size, rest.Length);
                tree.Note($"Literal: {Plural.Of(size, "byte", "bytes")}", at, size);
                rest = rest[size..];
                at += size;
            }
        }
        tree.End();
    }

    private static void AddTagged(FieldTree tree, int at, ReadOnlySpan<byte> line, string text, bool isRequest)
    {
        tree.Text(isRequest ? "imap.request" : "imap.response", "Text", text, at, line.Length);
        var place = 0;
        var tag = TakeWord(line, ref place, out var start);
        if (tag.Length == 0)
        {
            return;
        }
        tree.Text(isRequest ? "imap.request_tag" : "imap.response_tag", "Tag", tag, at + start, tag.Length);
        tree.Text("imap.tag", "Tag", tag, at + start, tag.Length);
        if (!isRequest)
        {
            var status = TakeWord(line, ref place, out start);
            if (status.Length == 0)
            {
                return;
            }
            tree.Text("imap.response.status", "Response Status", status, at + start, status.Length);
        }
        var command = TakeWord(line, ref place, out start);
        var first = (Text: command, Start: start);
        if (command.Length == 0)
        {
            return;
        }
        if (isRequest && command.Equals("UID", StringComparison.OrdinalIgnoreCase))
        {
            tree.Add("imap.request.command.uid", "By unique identifier", FieldValue.OfBoolean(true), at + start, 3);
            command = TakeWord(line, ref place, out start);
        }
        var name = isRequest ? "imap.request.command" : "imap.response.command";
        tree.Text(name, "Command", command, at + start, command.Length);
        tree.Text("imap.command", "Command", first.Text, at + first.Start, first.Text.Length);
    }

    private static string TakeWord(ReadOnlySpan<byte> line, ref int place, out int start)
    {
        while (place < line.Length && line[place] == ' ')
        {
            place++;
        }
        start = place;
        while (place < line.Length && line[place] != ' ')
        {
            place++;
        }
        return Encoding.UTF8.GetString(line[start..place]);
    }
}
