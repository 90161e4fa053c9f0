using System.Buffers.Text;
using System.Text;
using Portal.Traffic.Fields;

namespace Portal.Traffic.Protocols.Redis;

/// <summary>Whole values of RESP, with Wireshark's names; what is new in version 3 has none there and is a line without.</summary>
internal static class RespFields
{
    /// <summary>Words in the packet list.</summary>
    private const int MaxWords = 8;

    private const int MaxWordBytes = 64;

    public static void Add(FieldTree tree, in FieldMessage message)
    {
        tree.Protocol = "RESP";
        tree.Info = message.Side == Side.Originator ? "Request:" : "Response:";
        tree.BeginProtocol("resp", "REdis Serialization Protocol", message.At, message.Bytes.Length, message.End);
        var words = 0;
        var scanner = new RespScanner(message.Bytes);
        while (scanner.TryRead())
        {
            AddElement(tree, message, scanner);
            var word = scanner.StringAt >= 0 ? message.Bytes.Slice(scanner.StringAt, (int)scanner.Count) : scanner.Line;
            if (words < MaxWords && (scanner.StringAt >= 0 || scanner.Line[0] is (byte)'+' or (byte)'-' or (byte)':'))
            {
                words++;
                tree.Info += $" {Encoding.UTF8.GetString(word[..Math.Min(word.Length, MaxWordBytes)])}";
            }
        }
        tree.End();
    }

    private static void AddElement(FieldTree tree, in FieldMessage message, in RespScanner element)
    {
        var line = element.Line;
        var at = message.At + element.LineAt;
        var text = line[1..];
        switch ((char)line[0])
        {
            case '+':
                tree.Text("resp.string", "String", Encoding.UTF8.GetString(text), at + 1, text.Length);
                break;
            case '-':
                tree.Text("resp.error", "Error", Encoding.UTF8.GetString(text), at + 1, text.Length);
                break;
            case ':' when Utf8Parser.TryParse(text, out long number, out var used) && used == text.Length:
                tree.Number("resp.integer", "Integer", number, at + 1, text.Length);
                break;
            case '$':
                tree.Number("resp.bulk_string.length", "Length", element.Count, at + 1, text.Length);
                if (element.StringAt >= 0 && element.Count > 0)
                {
                    var length = (int)element.Count;
                    tree.Raw(FieldKind.Bytes, "resp.bulk_string.value", "Value", message.At + element.StringAt, length);
                }
                break;
            case '*':
                tree.Number("resp.array.length", "Length", element.Count, at + 1, text.Length);
                break;
            default:
                tree.Note(Encoding.UTF8.GetString(line[..Math.Min(line.Length, MaxWordBytes)]), at, line.Length);
                break;
        }
    }
}
