using Portal.Traffic.Fields;

namespace Portal.Traffic.Protocols.Mysql;

/// <summary>What servers answer ("Generic Response Packets" and "Text Resultset" of the MySQL internals manual).</summary>
internal static class MysqlResponseFields
{
    public static void AddOk(FieldTree tree, in FieldMessage message)
    {
        var cursor = MysqlFields.Begin(tree, message, "MySQL Protocol - response OK");
        tree.Info = "Response OK";
        AddCode(ref cursor, "OK Packet");
        AddOutcome(ref cursor, message.State as MysqlSession ?? MysqlSession.Unknown);
        tree.End();
    }

    /// <summary>What changed, and the server's state.</summary>
    private static void AddOutcome(ref FieldCursor cursor, MysqlSession session)
    {
        MysqlFields.Number(ref cursor, "mysql.affected_rows", "Affected Rows");
        if (cursor.Rest is [0, ..])
        {
            cursor.Skip(1); // nothing was inserted
        }
        else
        {
            MysqlFields.Number(ref cursor, "mysql.insert_id", "Last INSERT ID");
        }
        if (cursor.HasMore)
        {
            MysqlFields.Status(ref cursor);
        }
        if (cursor.HasMore && session.Has(MysqlLogin.Protocol41))
        {
            cursor.Number("mysql.warnings", "Warnings", 2);
        }
        if (cursor.HasMore)
        {
            MysqlFields.TextToNulOrEnd(ref cursor, "mysql.message", "Message");
        }
    }

    public static void AddError(FieldTree tree, in FieldMessage message)
    {
        const int stateBytes = 5;
        var cursor = MysqlFields.Begin(tree, message, "MySQL Protocol - response ERROR");
        AddCode(ref cursor, "ERR Packet");
        var code = cursor.Number("mysql.error_code", "Error Code", 2);
        tree.Info = $"Response Error {code}";
        if (cursor.Rest is [(byte)'#', ..])
        {
            cursor.Skip(1);
            cursor.Text("mysql.sqlstate", "SQL state", stateBytes);
        }
        cursor.Text("mysql.error.message", "Error message", cursor.Remaining);
        tree.End();
    }

    public static void AddEndOfResults(FieldTree tree, in FieldMessage message)
    {
        var cursor = MysqlFields.Begin(tree, message, "MySQL Protocol - response EOF");
        tree.Info = "Response EOF";
        var place = cursor.At;
        AddCode(ref cursor, "EOF Packet");
        if (cursor.Failed)
        {
            return;
        }
        tree.Number("mysql.eof", "EOF marker", 0xFE, place, 1);
        if (message.State is MysqlSession session && session.Has(MysqlLogin.DeprecateEof))
        {
            AddOutcome(ref cursor, session);
        }
        else if (cursor.HasMore)
        {
            cursor.Number("mysql.warnings", "Warnings", 2);
            MysqlFields.Status(ref cursor);
        }
        tree.End();
    }

    /// <summary>The server says a text and nothing else.</summary>
    public static void AddText(FieldTree tree, in FieldMessage message)
    {
        var cursor = MysqlFields.Begin(tree, message, "MySQL Protocol - response message");
        cursor.Text("mysql.message", "Message", cursor.Remaining);
        tree.End();
    }

    public static void AddColumnCount(FieldTree tree, in FieldMessage message)
    {
        var cursor = MysqlFields.Begin(tree, message, "MySQL Protocol - column count");
        tree.Info = "Response TABULAR";
        MysqlFields.Number(ref cursor, "mysql.num_fields", "Number of fields");
        if (cursor.HasMore)
        {
            cursor.Number("mysql.metadata_follows", "send metadata", 1);
        }
        tree.End();
    }

    /// <summary>"protocol::ColumnDefinition41". The state is the <see cref="MysqlSession"/>.</summary>
    public static void AddColumn(FieldTree tree, in FieldMessage message)
    {
        var session = message.State as MysqlSession ?? MysqlSession.Unknown;
        var cursor = MysqlFields.Begin(tree, message, "MySQL Protocol - field packet");
        tree.Info = "";
        MysqlFields.Text(ref cursor, "mysql.field.catalog", "Catalog");
        MysqlFields.Text(ref cursor, "mysql.field.db", "Database");
        MysqlFields.Text(ref cursor, "mysql.field.table", "Table");
        MysqlFields.Text(ref cursor, "mysql.field.org_table", "Original table");
        MysqlFields.Text(ref cursor, "mysql.field.name", "Name");
        MysqlFields.Text(ref cursor, "mysql.field.org_name", "Original name");
        if (session.HasMariaDb(MysqlSession.ExtendedMetadata))
        {
            var metadata = new MysqlNumber(cursor.Rest);
            cursor.Skip(metadata.Length);
            cursor.Skip((int)Math.Min(metadata.Value, int.MaxValue));
        }
        cursor.Skip(1); // the length of what follows
        cursor.Number("mysql.field.charsetnr", "Charset number", 2);
        cursor.Number("mysql.field.length", "Length", 4);
        cursor.Number("mysql.field.type", "Type", 1);
        MysqlFields.Flags(ref cursor, "mysql.field.flags", "Flags", MysqlFlags.Column);
        cursor.Number("mysql.field.decimals", "Decimals", 1);
        cursor.Skip(2);
        if (cursor.HasMore)
        {
            MysqlFields.Text(ref cursor, "mysql.field.default", "Default");
        }
        tree.End();
    }

    /// <summary>"Text Resultset Row".</summary>
    public static void AddRow(FieldTree tree, in FieldMessage message)
    {
        var cursor = MysqlFields.Begin(tree, message, "MySQL Protocol - row packet");
        tree.Info = "";
        while (cursor.HasMore)
        {
            MysqlFields.Text(ref cursor, "mysql.row.text", "text");
        }
        tree.End();
    }

    /// <summary>"COM_STMT_PREPARE_OK".</summary>
    public static void AddPrepared(FieldTree tree, in FieldMessage message)
    {
        var cursor = MysqlFields.Begin(tree, message, "MySQL Protocol - prepare response");
        tree.Info = "Response Prepared";
        AddCode(ref cursor, "OK Packet");
        cursor.Number("mysql.stmt_id", "Statement ID", 4);
        cursor.Number("mysql.num_fields", "Number of fields", 2);
        cursor.Number("mysql.num_params", "Number of parameter", 2);
        cursor.Skip(1);
        cursor.Number("mysql.warnings", "Warnings", 2);
        tree.End();
    }

    private static void AddCode(ref FieldCursor cursor, string meaning)
    {
        var place = cursor.At;
        var code = cursor.Read(1);
        if (!cursor.Failed)
        {
            cursor.Tree.Add(
                "mysql.response_code",
                $"Response Code: {meaning} (0x{code:x2})",
                FieldValue.OfNumber(code),
                place,
                1
            );
        }
    }
}
