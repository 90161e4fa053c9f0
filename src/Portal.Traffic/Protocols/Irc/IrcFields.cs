using System.Globalization;
using System.Text;
using Portal.Traffic.Fields;

namespace Portal.Traffic.Protocols.Irc;

/// <summary>A line of IRC (RFC 2812 §2.3.1): who says it, a command or a number, parameters, and text behind a colon.</summary>
internal static class IrcFields
{
    public static void Add(FieldTree tree, in FieldMessage message)
    {
        var at = message.At;
        var line = message.Bytes;
        if (line.IsEmpty || !IrcMessage.TryParse(line, out var parsed))
        {
            return;
        }
        var isRequest = message.Side == Side.Originator;
        var kind = isRequest ? "irc.request" : "irc.response";
        var text = Encoding.UTF8.GetString(line);
        var command = Encoding.UTF8.GetString(line[parsed.Command]);
        tree.Protocol = "IRC";
        tree.Info = $"{(isRequest ? "Request" : "Response")} ({command})";
        tree.BeginProtocol("irc", "Internet Relay Chat", at, line.Length, message.End);
        tree.Begin(kind, $"{(isRequest ? "Request" : "Response")}: {text}", FieldValue.OfText(text), at, line.Length);
        var commandStart = parsed.Command.Start.Value;
        AddPrefix(tree, kind + ".prefix", at, line[..commandStart]);
        tree.Text(kind + ".command", "Command", command, at + commandStart, command.Length);
        if (!isRequest && int.TryParse(command, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            tree.Number("irc.response.num_command", "Numeric command", number, at + commandStart, command.Length);
        }
        AddParameters(tree, kind, at, line, parsed.Parameters.Start.Value);
        tree.End();
        tree.End();
    }

    private static void AddPrefix(FieldTree tree, string name, int at, ReadOnlySpan<byte> before)
    {
        var colon = before is [(byte)':', ..] ? 0 : before.IndexOf(" :"u8) + 1;
        if (colon < before.Length && before[colon] == ':')
        {
            var prefix = before[(colon + 1)..].TrimEnd((byte)' ');
            tree.Text(name, "Prefix", Encoding.UTF8.GetString(prefix), at + colon + 1, prefix.Length);
        }
    }

    private static void AddParameters(FieldTree tree, string kind, int at, ReadOnlySpan<byte> line, int place)
    {
        while (place < line.Length)
        {
            if (line[place] == ':')
            {
                var trailer = line[(place + 1)..];
                tree.Text(
                    kind + ".trailer",
                    "Trailer",
                    Encoding.UTF8.GetString(trailer),
                    at + place + 1,
                    trailer.Length
                );
                return;
            }
            var blank = line[place..].IndexOf((byte)' ');
            var length = blank < 0 ? line.Length - place : blank;
            if (length > 0)
            {
                var word = Encoding.UTF8.GetString(line.Slice(place, length));
                tree.Text(kind + ".command_parameter", "Parameter", word, at + place, length);
            }
            place += length + 1;
        }
    }
}
