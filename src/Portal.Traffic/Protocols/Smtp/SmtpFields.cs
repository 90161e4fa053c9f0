using System.Text;
using Portal.Traffic.Fields;

namespace Portal.Traffic.Protocols.Smtp;

/// <summary>Lines of a session (RFC 5321 §4): a command, a word of a logon (RFC 4954 §4), or replies.</summary>
internal static class SmtpFields
{
    /// <summary>Codes have three digits.</summary>
    private const int CodeBytes = 3;

    /// <summary>Wireshark takes four letters of every command, STARTTLS included, and the parameter from the sixth on.</summary>
    private const int CommandBytes = 4;

    /// <summary>One command without its line end; a state that is not null says that it is a word of a logon.</summary>
    public static void AddCommand(FieldTree tree, in FieldMessage message)
    {
        var at = message.At;
        var line = message.Bytes;
        var text = Encoding.UTF8.GetString(line);
        tree.Protocol = "SMTP";
        tree.Info = $"C: {text}";
        tree.BeginProtocol("smtp", "Simple Mail Transfer Protocol", at, line.Length, message.End);
        tree.Add("smtp.req", "Request", FieldValue.OfBoolean(true), at, 0);
        if (message.State is not null)
        {
            tree.Note($"Logon: {text}", at, line.Length);
        }
        else
        {
            tree.Begin("smtp.command_line", $"Command Line: {text}", FieldValue.OfText(text + "\r\n"), at, line.Length);
            var name = Math.Min(line.Length, CommandBytes);
            tree.Text("smtp.req.command", "Command", Encoding.UTF8.GetString(line[..name]), at, name);
            if (line.Length > name + 1)
            {
                var parameter = Encoding.UTF8.GetString(line[(name + 1)..]);
                tree.Text("smtp.req.parameter", "Request parameter", parameter, at + name + 1, line.Length - name - 1);
            }
            tree.End();
        }
        tree.End();
    }

    /// <summary>Whole lines of replies; those of one reply are one line of the tree.</summary>
    public static void AddReplies(FieldTree tree, in FieldMessage message)
    {
        var at = message.At;
        var rest = message.Bytes;
        tree.Protocol = "SMTP";
        tree.BeginProtocol("smtp", "Simple Mail Transfer Protocol", at, rest.Length, message.End);
        tree.Add("smtp.rsp", "Response", FieldValue.OfBoolean(true), at, 0);
        var isInside = false;
        while (ShownLines.TryNext(ref rest, out var line, out var length))
        {
            var text = Encoding.UTF8.GetString(line);
            tree.Info += tree.Info.Length == 0 ? $"S: {text}" : $" | {text}";
            if (!SmtpReply.TryParse(line, out var reply))
            {
                tree.Note(text, at, length);
                at += length;
                continue;
            }
            if (!isInside)
            {
                tree.Begin("smtp.response", $"Response: {text}", FieldValue.OfText(text + "\r\n"), at, length);
                tree.Number("smtp.response.code", "Response code", reply.Code, at, CodeBytes);
            }
            if (reply.TextStart < line.Length)
            {
                var parameter = Encoding.UTF8.GetString(line[reply.TextStart..]);
                tree.Text(
                    "smtp.rsp.parameter",
                    "Response parameter",
                    parameter,
                    at + reply.TextStart,
                    line.Length - reply.TextStart
                );
            }
            isInside = reply.IsContinued;
            if (!isInside)
            {
                tree.End();
            }
            at += length;
        }
        if (isInside)
        {
            tree.End();
        }
        tree.End();
    }
}
