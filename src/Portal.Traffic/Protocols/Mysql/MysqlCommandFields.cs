using Portal.Traffic.Fields;

namespace Portal.Traffic.Protocols.Mysql;

/// <summary>What clients send in the command phase ("Command Phase" of the MySQL internals manual).</summary>
internal static class MysqlCommandFields
{
    /// <summary>The state is the <see cref="MysqlSession"/>.</summary>
    public static void Add(FieldTree tree, in FieldMessage message)
    {
        var session = message.State as MysqlSession ?? MysqlSession.Unknown;
        var cursor = MysqlFields.Begin(tree, message, "MySQL Protocol");
        var place = cursor.At;
        var command = (byte)cursor.Read(1);
        if (cursor.Failed)
        {
            return;
        }
        var name = MysqlCommand.LabelOf(command);
        tree.Info = $"Request {name}";
        tree.Begin("", $"Request Command {name}", default, place, cursor.Remaining + 1);
        tree.Named("mysql.command", "Command", name, command, place, 1);
        AddArguments(ref cursor, command, session);
        tree.End();
        tree.End();
    }

    private static void AddArguments(ref FieldCursor cursor, byte command, MysqlSession session)
    {
        switch (command)
        {
            case MysqlCommand.InitDb or MysqlCommand.CreateDb or MysqlCommand.DropDb:
                cursor.Text("mysql.schema", "Schema", cursor.Remaining);
                break;
            case MysqlCommand.Query:
                if (session.Has(MysqlAttributes.Capability))
                {
                    MysqlAttributes.Add(ref cursor);
                }
                AddStatement(ref cursor);
                break;
            case MysqlCommand.FieldList:
                MysqlFields.TextToNulOrEnd(ref cursor, "mysql.table_name", "Table Name");
                if (cursor.HasMore)
                {
                    cursor.Raw(FieldKind.Bytes, "mysql.payload", "Pattern", cursor.Remaining);
                }
                break;
            case MysqlCommand.Refresh:
                cursor.Hex("mysql.refresh", "Refresh Option", 1);
                break;
            case MysqlCommand.Shutdown when cursor.HasMore:
                cursor.Number("mysql.shutdown", "Shutdown Level", 1);
                break;
            case MysqlCommand.ProcessKill:
                cursor.Number("mysql.thread_id", "Thread ID", 4);
                break;
            case MysqlCommand.ChangeUser:
                AddChangeUser(ref cursor, session);
                break;
            case MysqlCommand.Prepare:
                AddStatement(ref cursor);
                break;
            case MysqlCommand.Execute:
                cursor.Number("mysql.stmt_id", "Statement ID", 4);
                cursor.Number("mysql.exec_flags", "Flags (unused)", 1);
                cursor.Number("mysql.exec_iter", "Iterations (unused)", 4);
                break;
            case MysqlCommand.SendLongData:
                cursor.Number("mysql.stmt_id", "Statement ID", 4);
                cursor.Number("mysql.param", "Parameter", 2);
                cursor.Raw(FieldKind.Bytes, "mysql.payload", "Payload", cursor.Remaining);
                break;
            case MysqlCommand.CloseStatement or MysqlCommand.ResetStatement:
                cursor.Number("mysql.stmt_id", "Statement ID", 4);
                break;
            case MysqlCommand.SetOption:
                cursor.Number("mysql.option", "Option", 2);
                break;
            case MysqlCommand.Fetch:
                cursor.Number("mysql.stmt_id", "Statement ID", 4);
                cursor.Number("mysql.num_rows", "Rows to fetch", 4);
                break;
            case MysqlCommand.BinlogDump:
                cursor.Number("mysql.binlog.position", "Binlog Position", 4);
                cursor.Hex("mysql.binlog.flags", "Binlog Flags", 2);
                cursor.Hex("mysql.binlog.server_id", "Binlog server id", 4);
                MysqlFields.TextToNulOrEnd(ref cursor, "mysql.binlog.file_name", "Binlog file name");
                break;
            default:
                break;
        }
    }

    private static void AddStatement(ref FieldCursor cursor)
    {
        var text = cursor.Text("mysql.query", "Statement", cursor.Remaining);
        cursor.Tree.Info = MysqlFields.Information(cursor.Tree.Info, text);
    }

    private static void AddChangeUser(ref FieldCursor cursor, MysqlSession session)
    {
        cursor.TextToNul("mysql.user", "Username");
        if (session.Has(MysqlLogin.SecureConnection))
        {
            var length = (int)cursor.Read(1);
            if (length > 0)
            {
                cursor.Raw(FieldKind.Bytes, "mysql.passwd", "Password", length);
            }
        }
        else
        {
            var end = cursor.Rest.IndexOf((byte)0);
            cursor.Raw(FieldKind.Bytes, "mysql.passwd", "Password", end);
            cursor.Skip(1);
        }
        MysqlFields.TextToNulOrEnd(ref cursor, "mysql.schema", "Schema");
        if (cursor.HasMore)
        {
            cursor.Number("mysql.charset", "Charset", 1);
            cursor.Skip(1);
        }
        if (session.Has(MysqlLogin.PluginAuthentication) && cursor.HasMore)
        {
            MysqlFields.TextToNulOrEnd(ref cursor, "mysql.client_auth_plugin", "Client Auth Plugin");
        }
        if (session.Has(MysqlLogin.Attributes) && cursor.HasMore)
        {
            MysqlHandshakeFields.AddAttributes(ref cursor);
        }
    }
}
