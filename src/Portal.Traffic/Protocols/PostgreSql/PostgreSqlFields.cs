using System.Buffers.Binary;
using Portal.Traffic.Fields;

namespace Portal.Traffic.Protocols.PostgreSql;

/// <summary>One message ("Message Formats" of the PostgreSQL manual), with Wireshark's names for types and fields.</summary>
internal static class PostgreSqlFields
{
    /// <summary>Letters of a statement in the packet list.</summary>
    private const int MaxInfo = 160;

    /// <summary>The state is a <see cref="PostgreSqlAnswer"/> for messages of type <c>p</c>, else null.</summary>
    public static void Add(FieldTree tree, in FieldMessage message)
    {
        if (message.Bytes.Length < PostgreSqlMessageReader.HeaderBytes)
        {
            return;
        }
        var type = (char)message.Bytes[0];
        var isFrontend = message.Side == Side.Originator;
        var answer = message.State as PostgreSqlAnswer? ?? PostgreSqlAnswer.Password;
        var name = isFrontend ? PostgreSqlNames.Frontend(type, answer) : PostgreSqlNames.Backend(type);
        var cursor = Begin(tree, message, name, typeBytes: 1);
        if (isFrontend)
        {
            PostgreSqlFrontendFields.Add(ref cursor, type, answer);
        }
        else
        {
            PostgreSqlBackendFields.Add(ref cursor, type);
        }
        tree.End();
    }

    /// <summary>A message without a type, which a connection begins with.</summary>
    public static void AddStartup(FieldTree tree, in FieldMessage message)
    {
        if (message.Bytes.Length < PostgreSqlStartup.HeaderBytes)
        {
            return;
        }
        var code = BinaryPrimitives.ReadUInt32BigEndian(message.Bytes[4..]);
        var name = code switch
        {
            PostgreSqlStartup.CancelRequest => "Cancel request",
            PostgreSqlStartup.SslRequest => "SSL request",
            PostgreSqlStartup.GssRequest => "GSS encrypt request",
            _ => "Startup message",
        };
        var cursor = Begin(tree, message, name, typeBytes: 0);
        if (code >> 16 == 3)
        {
            cursor.Number("pgsql.version_major", "Protocol major version", 2);
            cursor.Number("pgsql.version_minor", "Protocol minor version", 2);
            while (cursor.Rest is [not 0, ..])
            {
                cursor.TextToNul("pgsql.parameter_name", "Parameter name");
                cursor.TextToNul("pgsql.parameter_value", "Parameter value");
            }
        }
        else if (code == PostgreSqlStartup.CancelRequest)
        {
            cursor.Skip(4);
            cursor.Number("pgsql.pid", "PID", 4);
            cursor.Number("pgsql.key", "Key", 4);
        }
        tree.End();
    }

    /// <summary>What the packet list says of a statement.</summary>
    public static string Information(string type, string text) =>
        text.Length > MaxInfo ? $"{type}: {text.AsSpan(0, MaxInfo)}…" : $"{type}: {text}";

    /// <summary>The type and the length; the cursor stands behind them.</summary>
    private static FieldCursor Begin(FieldTree tree, in FieldMessage message, string type, int typeBytes)
    {
        var isFrontend = message.Side == Side.Originator;
        tree.Protocol = "PGSQL";
        tree.Info = type;
        tree.BeginProtocol("pgsql", "PostgreSQL", message.At, message.Bytes.Length, message.End);
        tree.Text("pgsql.type", "Type", type, message.At, typeBytes);
        tree.Hide("pgsql.frontend", FieldValue.OfBoolean(isFrontend), message.At, 0);
        var cursor = FieldCursor.BigEndian(tree, message.At, message.Bytes);
        cursor.Skip(typeBytes);
        cursor.Number("pgsql.length", "Length", 4);
        return cursor;
    }
}
