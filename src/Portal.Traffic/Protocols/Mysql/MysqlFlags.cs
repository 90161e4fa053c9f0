namespace Portal.Traffic.Protocols.Mysql;

/// <summary>Names of flags ("Capabilities Flags", "Status Flags" and "Column Definition Flags" of the MySQL internals manual).</summary>
internal static class MysqlFlags
{
    /// <summary>The low half of the capabilities.</summary>
    public static ReadOnlySpan<(string Name, string Label, int Mask)> Capabilities => s_capabilities;

    /// <summary>The high half.</summary>
    public static ReadOnlySpan<(string Name, string Label, int Mask)> Extended => s_extended;

    public static ReadOnlySpan<(string Name, string Label, int Mask)> Status => s_status;

    /// <summary>Of a column.</summary>
    public static ReadOnlySpan<(string Name, string Label, int Mask)> Column => s_column;

    private static readonly (string, string, int)[] s_capabilities =
    [
        ("mysql.caps.lp", "Long Password", 0x1),
        ("mysql.caps.fr", "Found Rows", 0x2),
        ("mysql.caps.lf", "Long Column Flags", 0x4),
        ("mysql.caps.cd", "Connect With Database", 0x8),
        ("mysql.caps.ns", "Don't Allow database.table.column", 0x10),
        ("mysql.caps.cp", "Can use compression protocol", 0x20),
        ("mysql.caps.ob", "ODBC Client", 0x40),
        ("mysql.caps.li", "Can Use LOAD DATA LOCAL", 0x80),
        ("mysql.caps.is", "Ignore Spaces before '('", 0x100),
        ("mysql.caps.cu", "Speaks 4.1 protocol (new flag)", 0x200),
        ("mysql.caps.ia", "Interactive Client", 0x400),
        ("mysql.caps.sl", "Switch to SSL after handshake", 0x800),
        ("mysql.caps.ii", "Ignore sigpipes", 0x1000),
        ("mysql.caps.ta", "Knows about transactions", 0x2000),
        ("mysql.caps.rs", "Speaks 4.1 protocol (old flag)", 0x4000),
        ("mysql.caps.sc", "Can do 4.1 authentication", 0x8000),
    ];

    private static readonly (string, string, int)[] s_extended =
    [
        ("mysql.caps.ms", "Multiple statements", 0x1),
        ("mysql.caps.mr", "Multiple results", 0x2),
        ("mysql.caps.pm", "PS Multiple results", 0x4),
        ("mysql.caps.pa", "Plugin Auth", 0x8),
        ("mysql.caps.ca", "Connect attrs", 0x10),
        ("mysql.caps.pm", "Plugin Auth LENENC Client Data", 0x20), // Wireshark has the name twice
        ("mysql.caps.ep", "Client can handle expired passwords", 0x40),
        ("mysql.caps.session_track", "Session variable tracking", 0x80),
        ("mysql.caps.deprecate_eof", "Deprecate EOF", 0x100),
        ("mysql.caps.optional_metadata", "Client can handle optional resultset metadata", 0x200),
        ("mysql.caps.compress_zsd", "ZSTD Compression Algorithm", 0x400),
        ("mysql.caps.query_attrs", "Query Attributes", 0x800),
        ("mysql.caps.mf_auth", "Multifactor Authentication", 0x1000),
        ("mysql.caps.cap_ext", "Capability Extension", 0x2000),
    ];

    private static readonly (string, string, int)[] s_status =
    [
        ("mysql.stat.it", "In transaction", 0x1),
        ("mysql.stat.ac", "AUTO_COMMIT", 0x2),
        ("mysql.stat.mu", "Multi query / Unused", 0x4),
        ("mysql.stat.mr", "More results", 0x8),
        ("mysql.stat.bi", "Bad index used", 0x10),
        ("mysql.stat.ni", "No index used", 0x20),
        ("mysql.stat.cr", "Cursor exists", 0x40),
        ("mysql.stat.lr", "Last row sent", 0x80),
        ("mysql.stat.dr", "Database dropped", 0x100),
        ("mysql.stat.bs", "No backslash escapes", 0x200),
        ("mysql.stat.mc", "Metadata changed", 0x400),
        ("mysql.stat.query_was_slow", "Query was slow", 0x800),
        ("mysql.stat.ps_out_params", "PS Out Params", 0x1000),
        ("mysql.stat.trans_readonly", "In Trans Readonly", 0x2000),
        ("mysql.stat.session_state_changed", "Session state changed", 0x4000),
    ];

    private static readonly (string, string, int)[] s_column =
    [
        ("mysql.field.flags.not_null", "Not null", 0x1),
        ("mysql.field.flags.primary_key", "Primary key", 0x2),
        ("mysql.field.flags.unique_key", "Unique key", 0x4),
        ("mysql.field.flags.multiple_key", "Multiple key", 0x8),
        ("mysql.field.flags.blob", "Blob", 0x10),
        ("mysql.field.flags.unsigned", "Unsigned", 0x20),
        ("mysql.field.flags.zero_fill", "Zero fill", 0x40),
        ("mysql.field.flags.enum", "Enum", 0x100),
        ("mysql.field.flags.auto_increment", "Auto increment", 0x200),
        ("mysql.field.flags.timestamp", "Timestamp", 0x400),
        ("mysql.field.flags.set", "Set", 0x800),
    ];
}
