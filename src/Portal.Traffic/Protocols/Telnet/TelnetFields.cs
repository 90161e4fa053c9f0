using System.Text;
using Portal.Traffic.Fields;

namespace Portal.Traffic.Protocols.Telnet;

/// <summary>Text and commands of one side (RFC 854), as they come.</summary>
internal static class TelnetFields
{
    private const byte InterpretAsCommand = 0xFF;
    private const byte SubnegotiationBegin = 0xFA;
    private const byte SubnegotiationEnd = 0xF0;
    private const byte Will = 0xFB;
    private const byte Dont = 0xFE;
    private const byte WindowSize = 31;

    /// <summary>Up to the beginning of a command that is not whole.</summary>
    public static int WholeLength(ReadOnlySpan<byte> bytes)
    {
        var at = 0;
        while (at < bytes.Length)
        {
            var mark = bytes[at..].IndexOf(InterpretAsCommand);
            if (mark < 0)
            {
                return bytes.Length;
            }
            var length = CommandLength(bytes[(at + mark)..]);
            if (length == 0)
            {
                return at + mark;
            }
            at += mark + length;
        }
        return at;
    }

    public static void Add(FieldTree tree, in FieldMessage message)
    {
        tree.Protocol = "TELNET";
        tree.Info = "Telnet Data ...";
        tree.BeginProtocol("telnet", "Telnet", message.At, message.Bytes.Length, message.End);
        var block = new FieldBlock(tree, message.At, message.Bytes, isLittleEndian: false);
        while (block.Length > 0)
        {
            var text = TextLength(block.Bytes);
            if (text > 0)
            {
                AddText(block.Part(0, text));
                block = block.From(text);
                continue;
            }
            var length = Math.Max(CommandLength(block.Bytes), 1);
            AddCommand(block.Part(0, length));
            block = block.From(length);
        }
        tree.End();
    }

    /// <summary>Bytes of text up to a command; a doubled mark is text.</summary>
    private static int TextLength(ReadOnlySpan<byte> bytes)
    {
        var at = 0;
        while (bytes[at..].IndexOf(InterpretAsCommand) is >= 0 and var mark)
        {
            at += mark;
            if (at + 1 >= bytes.Length || bytes[at + 1] != InterpretAsCommand)
            {
                return at;
            }
            at += 2;
        }
        return bytes.Length;
    }

    /// <summary>Bytes of the command that begins here; 0 when it is not whole.</summary>
    private static int CommandLength(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 2)
        {
            return 0;
        }
        if (bytes[1] is >= Will and <= Dont)
        {
            return bytes.Length >= 3 ? 3 : 0;
        }
        if (bytes[1] != SubnegotiationBegin)
        {
            return 2;
        }
        // Up to the command that ends it, which stands on its own.
        for (var at = 2; at + 1 < bytes.Length; at++)
        {
            if (bytes[at] != InterpretAsCommand)
            {
                continue;
            }
            if (bytes[at + 1] != InterpretAsCommand)
            {
                return at;
            }
            at++;
        }
        return 0;
    }

    /// <summary>Line by line; CR may stand alone, or before LF or NUL (RFC 854, the printer).</summary>
    private static void AddText(FieldBlock text)
    {
        while (text.Length > 0)
        {
            var end = text.Bytes.IndexOfAny((byte)'\r', (byte)'\n');
            var length = end < 0 ? text.Length : end + 1;
            if (end >= 0 && text.Bytes[end] == '\r' && length < text.Length && text.Bytes[length] is (byte)'\n' or 0)
            {
                length++;
            }
            var line = Encoding.UTF8.GetString(text.Bytes[..length]);
            line = line.IndexOf('\0', StringComparison.Ordinal) is >= 0 and var zero ? line[..zero] : line;
            text.Tree.Text("telnet.data", "Data", line, text.At, length);
            text = text.From(length);
        }
    }

    private static void AddCommand(in FieldBlock command)
    {
        if (command.Length < 2)
        {
            return;
        }
        var tree = command.Tree;
        var (code, option) = (command.Bytes[1], command.Length > 2 ? command.Bytes[2] : (byte)0);
        var isOption = code is >= Will and <= Dont or SubnegotiationBegin && command.Length > 2;
        var label = isOption ? $"{CommandName(code)} {OptionName(option)}" : CommandName(code);
        tree.Begin("", label, default, command.At, command.Length);
        command.Named("telnet.cmd", "Command", CommandName(code), 1, 1);
        if (isOption)
        {
            command.Named("telnet.subcmd", "Subcommand", OptionName(option), 2, 1);
        }
        if (code == SubnegotiationBegin && command.Length > 3)
        {
            AddOption(command.From(3), option);
        }
        tree.End();
    }

    private static void AddOption(in FieldBlock data, byte option)
    {
        const byte terminalType = 24;
        const byte flowControl = 33;
        const byte display = 35;
        switch (option)
        {
            case WindowSize when data.Length == 4:
                data.Number("telnet.naws_subopt.width", "Width", 0, 2);
                data.Number("telnet.naws_subopt.height", "Height", 2, 2);
                break;
            case terminalType or display when data.Bytes[0] == 0:
                data.Named("telnet.subcmd", "Command", "Here's my", 0, 1);
                var text = Encoding.UTF8.GetString(data.Bytes[1..]);
                data.Tree.Text("telnet.string_subopt.value", "Value", text, data.At + 1, data.Length - 1);
                break;
            case terminalType or display:
                data.Named("telnet.subcmd", "Command", "Send your", 0, 1);
                break;
            case flowControl:
                data.Number("telnet.rfc_subopt.cmd", "Command", 0, 1);
                break;
            default:
                data.Raw(FieldKind.Bytes, "telnet.option_data", "Option data", 0, data.Length);
                break;
        }
    }

    private static string CommandName(byte code) =>
        code switch
        {
            Dont => "Don't",
            0xFD => "Do",
            0xFC => "Won't",
            Will => "Will",
            SubnegotiationBegin => "Suboption",
            0xF9 => "Go Ahead",
            0xF8 => "Erase Line",
            0xF7 => "Escape Character",
            0xF6 => "Are You There?",
            0xF5 => "Abort Output",
            0xF4 => "Interrupt Process",
            0xF3 => "Break",
            0xF2 => "Data Mark",
            0xF1 => "No Operation",
            SubnegotiationEnd => "Suboption End",
            _ => "Command",
        };

    private static string OptionName(byte option) =>
        option switch
        {
            0 => "Binary Transmission",
            1 => "Echo",
            3 => "Suppress Go Ahead",
            5 => "Status",
            6 => "Timing Mark",
            24 => "Terminal Type",
            WindowSize => "Negotiate About Window Size",
            32 => "Terminal Speed",
            33 => "Remote Flow Control",
            34 => "Linemode",
            35 => "X Display Location",
            36 => "Environment Option",
            37 => "Authentication Option",
            38 => "Encryption Option",
            39 => "New Environment Option",
            40 => "TN3270E",
            42 => "CHARSET",
            44 => "COM Port Control",
            _ => "Option",
        };
}
