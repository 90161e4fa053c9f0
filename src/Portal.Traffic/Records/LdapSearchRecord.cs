namespace Portal.Traffic.Records;

/// <summary>A directory search, with the columns and the meaning of Zeek's ldap_search.log.</summary>
public sealed class LdapSearchRecord : FlowRecord
{
    public static readonly Table<LdapSearchRecord> Table = new Table<LdapSearchRecord>("ldap_search")
        .Flow()
        .Int("message_id", record => record.MessageId)
        .String("scope", record => record.Scope)
        .String("deref_aliases", record => record.DereferenceAliases)
        .String("base_object", record => record.BaseObject)
        .Count("result_count", record => record.ResultCount)
        .String("result", record => record.Result)
        .String("diagnostic_message", record => record.DiagnosticMessage)
        .String("filter", record => record.Filter)
        .Vector("attributes", _ => null)
        .Frames();

    public required long MessageId { get; init; }

    /// <summary><c>base</c>, <c>single</c> or <c>tree</c>.</summary>
    public string? Scope { get; set; }
    public string? DereferenceAliases { get; set; }
    public string? BaseObject { get; set; }

    /// <summary>Entries that the server sent.</summary>
    public long ResultCount { get; set; }
    public string? Result { get; set; }
    public string? DiagnosticMessage { get; set; }

    /// <summary>As RFC 4515 writes it.</summary>
    public string? Filter { get; set; }
}
