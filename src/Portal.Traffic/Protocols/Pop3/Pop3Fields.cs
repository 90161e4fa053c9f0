using System.Text;
using Portal.Traffic.Fields;

namespace Portal.Traffic.Protocols.Pop3;

/// <summary>Lines of a session (RFC 1939 §3). Of those that one segment brings, the first is a command or an answer.</summary>
internal static class Pop3Fields
{
    /// <summary>A state that is not null says that the server's lines go on with a list or a message.</summary>
    public static void Add(FieldTree tree, in FieldMessage message)
    {
        var at = message.At;
        var rest = message.Bytes;
        var isRequest = message.Side == Side.Originator;
        tree.Protocol = "POP";
        tree.BeginProtocol("pop", "Post Office Protocol", at, rest.Length, message.End);
        var isData = !isRequest && message.State is not null;
        while (ShownLines.TryNext(ref rest, out var line, out var length))
        {
            var text = Encoding.UTF8.GetString(line);
            if (tree.Info.Length == 0)
            {
                tree.Info = isRequest ? $"C: {text}" : $"S: {text}";
            }
            tree.Begin("", text, default, at, length);
            if (!isData && (isRequest || line.StartsWith("+OK"u8) || line.StartsWith("-ERR"u8)))
            {
                AddParts(tree, at, line, isRequest);
            }
            tree.End();
            isData = true;
            at += length;
        }
        tree.End();
    }

    private static void AddParts(FieldTree tree, int at, ReadOnlySpan<byte> line, bool isRequest)
    {
        var blank = line.IndexOf((byte)' ');
        var word = blank < 0 ? line : line[..blank];
        if (word.IsEmpty)
        {
            return;
        }
        var (first, second) = isRequest
            ? ("pop.request.command", "pop.request.parameter")
            : ("pop.response.indicator", "pop.response.description");
        tree.Text(first, isRequest ? "Command" : "Indicator", Encoding.UTF8.GetString(word), at, word.Length);
        var start = blank < 0 ? -1 : line[blank..].IndexOfAnyExcept((byte)' ');
        if (start >= 0)
        {
            var text = Encoding.UTF8.GetString(line[(blank + start)..]);
            var label = isRequest ? "Parameter" : "Description";
            tree.Text(second, label, text, at + blank + start, line.Length - blank - start);
        }
    }
}
