using System.Globalization;
using System.Text;
using Portal.Traffic.Fields;

namespace Portal.Traffic.Protocols.Rlogin;

/// <summary>The opening of a session (RFC 1282), and what is typed and shown.</summary>
internal static class RloginFields
{
    /// <summary>An empty text, two names, and the terminal; each ends with a zero.</summary>
    public const int OpeningTexts = 4;

    /// <summary>The state says whether the first, empty text is there.</summary>
    public static void AddOpening(FieldTree tree, in FieldMessage message)
    {
        var rest = Begin(tree, message);
        tree.Info = "User information";
        if (message.State is true)
        {
            rest.Hex("rlogin.client_startup_flag", "Client startup flag", 0, 1);
            rest = rest.From(1);
        }
        if (rest.Length > 0)
        {
            AddTexts(rest);
        }
        tree.End();
    }

    public static void AddAnswer(FieldTree tree, in FieldMessage message)
    {
        var block = Begin(tree, message);
        tree.Info = "Startup info received";
        if (message.Bytes is [0, ..])
        {
            block.Hex("rlogin.startup_info_received_flag", "Startup info received flag", 0, 1);
            block = block.From(1);
        }
        AddText(block);
        tree.End();
    }

    public static void AddData(FieldTree tree, in FieldMessage message)
    {
        const int windowBytes = 12;
        var block = Begin(tree, message);
        tree.Info = "Data";
        var mark = block.Bytes.IndexOf(WindowMark);
        if (message.Side == Side.Originator && mark >= 0 && block.Has(mark, windowBytes))
        {
            AddText(block.Part(0, mark));
            AddWindow(block.Part(mark, windowBytes));
            block = block.From(mark + windowBytes);
        }
        AddText(block);
        tree.End();
    }

    private static ReadOnlySpan<byte> WindowMark => [0xFF, 0xFF, (byte)'s', (byte)'s'];

    private static void AddWindow(in FieldBlock window)
    {
        window.Hex("rlogin.magic_cookie", "Magic Cookie", 0, 2);
        window.Ascii("rlogin.window_size.ss", "Window size marker", 2, 2);
        window.Number("rlogin.window_size.rows", "Rows", 4, 2);
        window.Number("rlogin.window_size.cols", "Columns", 6, 2);
        window.Number("rlogin.window_size.x_pixels", "X Pixels", 8, 2);
        window.Number("rlogin.window_size.y_pixels", "Y Pixels", 10, 2);
    }

    private static void AddTexts(FieldBlock rest)
    {
        rest = AddName(rest, "rlogin.client_user_name", "Client-user-name");
        rest = AddName(rest, "rlogin.server_user_name", "Server-user-name");
        var slash = rest.Bytes.IndexOf((byte)'/');
        if (slash < 0)
        {
            return;
        }
        var tree = rest.Tree;
        tree.Text(
            "rlogin.terminal_type",
            "Terminal-type",
            Encoding.UTF8.GetString(rest.Bytes[..slash]),
            rest.At,
            slash
        );
        rest = rest.From(slash + 1);
        var length = rest.Bytes.IndexOf((byte)0) is >= 0 and var end ? end : rest.Length;
        if (uint.TryParse(rest.Bytes[..length], NumberStyles.None, CultureInfo.InvariantCulture, out var speed))
        {
            tree.Number("rlogin.terminal_speed", "Terminal-speed", speed, rest.At, length);
        }
    }

    private static FieldBlock AddName(FieldBlock rest, string field, string label)
    {
        var length = rest.Bytes.IndexOf((byte)0) is >= 0 and var end ? end : rest.Length;
        rest.Tree.Text(field, label, Encoding.UTF8.GetString(rest.Bytes[..length]), rest.At, length);
        return rest.From(length + 1);
    }

    private static void AddText(in FieldBlock text)
    {
        if (text.Length > 0)
        {
            var shown = Encoding.UTF8.GetString(text.Bytes);
            text.Tree.Text("rlogin.data", "Data", shown, text.At, text.Length);
        }
    }

    private static FieldBlock Begin(FieldTree tree, in FieldMessage message)
    {
        tree.Protocol = "Rlogin";
        tree.BeginProtocol("rlogin", "Rlogin Protocol", message.At, message.Bytes.Length, message.End);
        return new FieldBlock(tree, message.At, message.Bytes, isLittleEndian: false);
    }
}
