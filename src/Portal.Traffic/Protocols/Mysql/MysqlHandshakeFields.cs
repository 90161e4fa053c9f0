using Portal.Traffic.Fields;

namespace Portal.Traffic.Protocols.Mysql;

/// <summary>The packets of the connection phase ("Connection Phase Packets" of the MySQL internals manual).</summary>
internal static class MysqlHandshakeFields
{
    private const uint LongPassword = 0x1; // MariaDB leaves it out and uses ten unused bytes

    public static void AddGreeting(FieldTree tree, in FieldMessage message)
    {
        var cursor = MysqlFields.Begin(tree, message, "MySQL Protocol");
        tree.Begin("", "Server Greeting", default, cursor.At, cursor.Remaining);
        cursor.Number("mysql.protocol", "Protocol", 1);
        var version = cursor.TextToNul("mysql.version", "Version");
        tree.Info = $"Server Greeting  version={version}";
        cursor.Number("mysql.thread_id", "Thread ID", 4);
        cursor.TextToNul("mysql.salt", "Salt");
        var capabilities = MysqlFields.Flags(
            ref cursor,
            "mysql.caps.server",
            "Server Capabilities",
            MysqlFlags.Capabilities
        );
        if (cursor.HasMore)
        {
            var isMariaDb =
                MysqlGreeting.TryParse(MysqlFields.Payload(message), out var greeting) && greeting.IsMariaDb;
            cursor.Number(isMariaDb ? "mariadb.server_language" : "mysql.server_language", "Server Language", 1);
            MysqlFields.Status(ref cursor);
            MysqlFields.Flags(ref cursor, "mysql.extcaps.server", "Extended Server Capabilities", MysqlFlags.Extended);
            cursor.Number("mysql.auth_plugin.length", "Authentication Plugin Length", 1);
            AddUnused(ref cursor, capabilities, 10, "mariadb.extcaps.server", "Server");
            cursor.TextToNul("mysql.salt2", "Salt");
            if (cursor.HasMore)
            {
                MysqlFields.TextToNulOrEnd(ref cursor, "mysql.auth_plugin", "Authentication Plugin");
            }
        }
        tree.End();
        tree.End();
    }

    public static void AddLogin(FieldTree tree, in FieldMessage message)
    {
        var cursor = MysqlFields.Begin(tree, message, "MySQL Protocol");
        var hasLogin = MysqlLogin.TryParse(MysqlFields.Payload(message), out var login);
        tree.Info = login.IsTlsRequest ? "Login Request (TLS)" : "Login Request";
        tree.Begin("", "Login Request", default, cursor.At, cursor.Remaining);
        var capabilities = MysqlFields.Flags(
            ref cursor,
            "mysql.caps.client",
            "Client Capabilities",
            MysqlFlags.Capabilities
        );
        if ((capabilities & MysqlLogin.Protocol41) != 0)
        {
            MysqlFields.Flags(ref cursor, "mysql.extcaps.client", "Extended Client Capabilities", MysqlFlags.Extended);
            cursor.Number("mysql.max_packet", "MAX Packet", 4);
            var isMariaDb = message.State is MysqlSession { IsMariaDb: true };
            cursor.Number(isMariaDb ? "mariadb.charset" : "mysql.charset", "Charset", 1);
            AddUnused(ref cursor, capabilities, 23, "mariadb.extcaps.client", "Client");
        }
        else
        {
            cursor.Number("mysql.max_packet", "MAX Packet", 3);
        }
        if (hasLogin && !login.IsTlsRequest)
        {
            AddAccount(ref cursor, login);
        }
        tree.End();
        tree.End();
    }

    /// <summary>"protocol::AuthSwitchRequest".</summary>
    public static void AddSwitch(FieldTree tree, in FieldMessage message)
    {
        var cursor = MysqlFields.Begin(tree, message, "MySQL Protocol - auth switch request");
        tree.Info = "Auth Switch Request";
        cursor.Hex("mysql.auth_switch_request.status", "Status", 1);
        if (cursor.HasMore)
        {
            MysqlFields.TextToNulOrEnd(ref cursor, "mysql.auth_switch_request.name", "Auth Method Name");
        }
        if (cursor.HasMore)
        {
            cursor.Raw(FieldKind.Bytes, "mysql.auth_switch_request.data", "Auth Method Data", cursor.Remaining);
        }
        tree.End();
    }

    /// <summary>What the client says before the verdict.</summary>
    public static void AddProof(FieldTree tree, in FieldMessage message)
    {
        var cursor = MysqlFields.Begin(tree, message, "MySQL Protocol - auth switch response");
        tree.Info = "Auth Switch Response";
        if (cursor.HasMore)
        {
            cursor.Raw(FieldKind.Bytes, "mysql.auth_switch_response.data", "Auth Method Data", cursor.Remaining);
        }
        tree.End();
    }

    /// <summary>Pairs of texts, each with its length, all behind the length of all.</summary>
    public static void AddAttributes(ref FieldCursor cursor)
    {
        var tree = cursor.Tree;
        var total = MysqlFields.Number(ref cursor, "mysql.connattrs.length", "Connection Attributes length");
        var end = cursor.Remaining - (int)Math.Min(total ?? 0, (ulong)cursor.Remaining);
        while (cursor.Remaining > end)
        {
            tree.Begin("", "Connection Attribute", default, cursor.At, 0);
            AddCounted(ref cursor, "mysql.connattrs.name", "Connection Attribute Name");
            AddCounted(ref cursor, "mysql.connattrs.value", "Connection Attribute Value");
            tree.End();
        }
    }

    private static void AddCounted(ref FieldCursor cursor, string name, string label)
    {
        var length = MysqlFields.Number(ref cursor, $"{name}.length", $"{label} Length") ?? 0;
        if (!cursor.Failed)
        {
            cursor.Text(name, label, (int)Math.Min(length, int.MaxValue));
        }
    }

    private static void AddAccount(ref FieldCursor cursor, in MysqlLogin login)
    {
        var tree = cursor.Tree;
        var user = cursor.TextToNul("mysql.user", "Username");
        tree.Info = $"Login Request user={user}";
        var proof = login.Proof.End.Value - login.Proof.Start.Value;
        var start = MysqlPacketReader.HeaderBytes + login.Proof.Start.Value;
        if (login.Proof.End.Value > 0)
        {
            cursor.Skip(Math.Max(0, start - cursor.Position));
            proof += login.IsProofUpToNul && cursor.Remaining > proof ? 1 : 0; // with its NUL
            if (proof > 0)
            {
                cursor.Raw(FieldKind.Bytes, "mysql.passwd", "Password", proof);
            }
        }
        if ((login.Capabilities & MysqlLogin.WithDatabase) != 0 && cursor.HasMore)
        {
            MysqlFields.TextToNulOrEnd(ref cursor, "mysql.schema", "Schema");
        }
        if ((login.Capabilities & MysqlLogin.PluginAuthentication) != 0 && cursor.HasMore)
        {
            MysqlFields.TextToNulOrEnd(ref cursor, "mysql.client_auth_plugin", "Client Auth Plugin");
        }
        if ((login.Capabilities & MysqlLogin.Attributes) != 0 && cursor.HasMore)
        {
            AddAttributes(ref cursor);
        }
        if ((login.Capabilities & MysqlLogin.Zstandard) != 0 && cursor.HasMore)
        {
            cursor.Number("mysql.compression.zstd_level", "ZSTD Compression Level", 1);
        }
    }

    private static void AddUnused(ref FieldCursor cursor, uint capabilities, int length, string name, string side)
    {
        const int mariaDbBytes = 4;
        if ((capabilities & LongPassword) != 0)
        {
            cursor.Raw(FieldKind.Bytes, "mysql.unused", "Unused", length);
            return;
        }
        cursor.Raw(FieldKind.Bytes, "mysql.unused", "Unused", length - mariaDbBytes);
        cursor.Hex(name, $"MariaDB Extended {side} Capabilities", mariaDbBytes);
    }
}
