using System.Text;
using Portal.Traffic.Fields;

namespace Portal.Traffic.Protocols.Rsh;

/// <summary>How a session opens, and what goes through it.</summary>
internal static class RshFields
{
    private static readonly (string Field, string Label)[] s_texts =
    [
        ("rsh.stderr_port", "Stderr port (optional)"),
        ("rsh.client_username", "Client username"),
        ("rsh.server_username", "Server username"),
        ("rsh.command", "Command to execute"),
    ];

    /// <summary>Some whole texts; the state says which is the first.</summary>
    public static void AddTexts(FieldTree tree, in FieldMessage message)
    {
        var rest = Begin(tree, message);
        var which = message.State as int? ?? 0;
        for (; which < s_texts.Length && rest.Length > 0; which++)
        {
            var (field, label) = s_texts[which];
            var end = rest.Bytes.IndexOf((byte)0) is >= 0 and var zero ? zero : rest.Length;
            var text = Encoding.UTF8.GetString(rest.Bytes[..end]);
            tree.Text(field, label, text, rest.At, end);
            tree.Info = text;
            rest = rest.From(end + 1);
        }
        tree.End();
    }

    public static void AddData(FieldTree tree, in FieldMessage message)
    {
        var block = Begin(tree, message);
        var isClient = message.Side == Side.Originator;
        tree.Info = isClient ? "Client -> Server data" : "Server -> Client data";
        block.Raw(
            FieldKind.Bytes,
            isClient ? "rsh.client_server_data" : "rsh.server_client_data",
            tree.Info,
            0,
            block.Length
        );
        tree.End();
    }

    private static FieldBlock Begin(FieldTree tree, in FieldMessage message)
    {
        tree.Protocol = "RSH";
        tree.BeginProtocol("rsh", "Remote Shell", message.At, message.Bytes.Length, message.End);
        return new FieldBlock(tree, message.At, message.Bytes, isLittleEndian: false);
    }
}
