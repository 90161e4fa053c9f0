using System.Text;
using Portal.Traffic.Fields;

namespace Portal.Traffic.Protocols.Ftp;

/// <summary>Lines of a control connection (RFC 959 §4, §5): commands with their arguments, or replies.</summary>
internal static class FtpFields
{
    public static void Add(FieldTree tree, in FieldMessage message)
    {
        var at = message.At;
        var rest = message.Bytes;
        var isRequest = message.Side == Side.Originator;
        tree.Protocol = "FTP";
        tree.BeginProtocol("ftp", "File Transfer Protocol (FTP)", at, rest.Length, message.End);
        tree.Add("ftp.request", "Request", FieldValue.OfBoolean(isRequest), at, 0);
        tree.Add("ftp.response", "Response", FieldValue.OfBoolean(!isRequest), at, 0);
        while (ShownLines.TryNext(ref rest, out var line, out var length))
        {
            var text = Encoding.UTF8.GetString(line);
            if (tree.Info.Length == 0)
            {
                tree.Info = $"{(isRequest ? "Request" : "Response")}: {text}";
            }
            tree.Begin("", text, default, at, length);
            // Only the first line that a segment brings has fields in Wireshark; the others are text.
            if (at == message.At && isRequest)
            {
                AddCommand(tree, at, line);
            }
            else if (at == message.At)
            {
                AddReply(tree, at, line);
            }
            tree.End();
            at += length;
        }
        tree.End();
    }

    private static void AddCommand(FieldTree tree, int at, ReadOnlySpan<byte> line)
    {
        var blank = line.IndexOf((byte)' ');
        var word = blank < 0 ? line : line[..blank];
        if (!word.IsEmpty)
        {
            tree.Text("ftp.request.command", "Request command", Encoding.UTF8.GetString(word), at, word.Length);
        }
        var start = blank < 0 ? line.Length : blank + line[blank..].IndexOfAnyExcept((byte)' ');
        if (start >= blank && start < line.Length)
        {
            var argument = Encoding.UTF8.GetString(line[start..]);
            tree.Text("ftp.request.arg", "Request arg", argument, at + start, line.Length - start);
        }
    }

    private static void AddReply(FieldTree tree, int at, ReadOnlySpan<byte> line)
    {
        var start = 0;
        if (FtpReply.TryParse(line, out var reply))
        {
            tree.Number("ftp.response.code", "Response code", reply.Code, at, 3);
            start = Math.Min(reply.TextStart, line.Length);
        }
        if (start < line.Length)
        {
            var text = Encoding.UTF8.GetString(line[start..]);
            tree.Text("ftp.response.arg", "Response arg", text, at + start, line.Length - start);
        }
    }
}
