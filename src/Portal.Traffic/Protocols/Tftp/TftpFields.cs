using System.Text;
using Portal.Traffic.Fields;

namespace Portal.Traffic.Protocols.Tftp;

/// <summary>A TFTP message (RFC 1350 §5) with its options (RFC 2347).</summary>
internal static class TftpFields
{
    private const int OperationBytes = 2;
    private const int NumberedHeader = 4;

    /// <summary>The state is the name of the file that the flow carries, null when its request was not seen.</summary>
    public static void Add(FieldTree tree, in FieldMessage message)
    {
        var at = message.At;
        var bytes = message.Bytes;
        if (!TftpMessage.TryParse(bytes, out var parsed))
        {
            return;
        }
        tree.Protocol = "TFTP";
        tree.BeginProtocol("tftp", "Trivial File Transfer Protocol", at, bytes.Length, message.End);
        tree.Named("tftp.opcode", "Opcode", parsed.Operation.ToString(), (int)parsed.Operation, at, OperationBytes);
        tree.Info = parsed.Operation.ToString();
        if (message.State is string carried)
        {
            tree.Text("tftp.destination_file", "Destination File", carried, at, 0);
        }
        var rest = bytes[OperationBytes..];
        switch (parsed.Operation)
        {
            case TftpOperation.ReadRequest:
            case TftpOperation.WriteRequest:
                var isRead = parsed.Operation == TftpOperation.ReadRequest;
                var file = AddText(
                    tree,
                    at,
                    bytes,
                    ref rest,
                    isRead ? "tftp.source_file" : "tftp.destination_file",
                    isRead ? "Source File" : "Destination File"
                );
                var mode = AddText(tree, at, bytes, ref rest, "tftp.type", "Type");
                tree.Info = $"{(isRead ? "Read" : "Write")} Request, File: {file}, Transfer type: {mode}";
                AddOptions(tree, at, bytes, rest);
                break;
            case TftpOperation.OptionAcknowledgment:
                AddOptions(tree, at, bytes, rest);
                break;
            case TftpOperation.Data:
                tree.Number("tftp.block", "Block", parsed.Number, at + OperationBytes, 2);
                tree.Info = $"Data Packet, Block: {parsed.Number}";
                tree.Note($"Data: {parsed.Content.Length} bytes", at + NumberedHeader, parsed.Content.Length);
                break;
            case TftpOperation.Acknowledgment:
                tree.Number("tftp.block", "Block", parsed.Number, at + OperationBytes, 2);
                tree.Info = $"Acknowledgement, Block: {parsed.Number}";
                break;
            case TftpOperation.Error:
                tree.Number("tftp.error.code", "Error code", parsed.Number, at + OperationBytes, 2);
                var text = Encoding.UTF8.GetString(parsed.Content);
                tree.Text(
                    "tftp.error.message",
                    "Error message",
                    text,
                    at + NumberedHeader,
                    bytes.Length - NumberedHeader
                );
                tree.Info = $"Error Code, Code: {parsed.Number}, Message: {text}";
                break;
            default:
                break;
        }
        tree.End();
    }

    private static void AddOptions(FieldTree tree, int at, ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> rest)
    {
        while (!rest.IsEmpty)
        {
            AddText(tree, at, bytes, ref rest, "tftp.option.name", "Option name");
            AddText(tree, at, bytes, ref rest, "tftp.option.value", "Option value");
        }
    }

    /// <summary>Text up to a zero byte, which <paramref name="rest"/> is moved behind.</summary>
    private static string AddText(
        FieldTree tree,
        int at,
        ReadOnlySpan<byte> bytes,
        ref ReadOnlySpan<byte> rest,
        string name,
        string label
    )
    {
        var start = at + bytes.Length - rest.Length;
        if (!TftpMessage.TryTakeText(ref rest, out var text))
        {
            return "";
        }
        var shown = Encoding.UTF8.GetString(text);
        tree.Text(name, label, shown, start, text.Length + 1);
        return shown;
    }
}
