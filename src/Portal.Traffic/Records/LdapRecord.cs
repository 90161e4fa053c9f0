namespace Portal.Traffic.Records;

/// <summary>A directory operation other than a search, with the columns and the meaning of Zeek's ldap.log.</summary>
public sealed class LdapRecord : FlowRecord
{
    public static readonly Table<LdapRecord> Table = new Table<LdapRecord>("ldap")
        .Flow()
        .Int("message_id", record => record.MessageId)
        .Int("version", record => record.Version)
        .String("opcode", record => record.Opcode)
        .String("result", record => record.Result)
        .String("diagnostic_message", record => record.DiagnosticMessage)
        .String("object", record => record.Object)
        .String("argument", record => record.Argument)
        .Frames();

    public required long MessageId { get; init; }

    /// <summary>Of a bind: 3, rarely 2.</summary>
    public long? Version { get; set; }

    /// <summary>For example <c>bind simple</c>, <c>modify</c>.</summary>
    public string? Opcode { get; set; }
    public string? Result { get; set; }
    public string? DiagnosticMessage { get; set; }

    /// <summary>The entry that the operation is about, or the extended operation.</summary>
    public string? Object { get; set; }

    /// <summary>The SASL mechanism, what a modification does; <c>REDACTED</c> for a password, which is never kept.</summary>
    public string? Argument { get; set; }
}
