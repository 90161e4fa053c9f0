namespace Portal.Traffic.Records;

/// <summary>An NTLM logon, with the columns and the meaning of Zeek's ntlm.log. Responses and hashes are never kept.</summary>
public sealed class NtlmRecord : FlowRecord
{
    public static readonly Table<NtlmRecord> Table = new Table<NtlmRecord>("ntlm")
        .Flow()
        .String("username", record => record.UserName)
        .String("hostname", record => record.HostName)
        .String("domainname", record => record.DomainName)
        .String("server_nb_computer_name", record => record.ServerNetbiosName)
        .String("server_dns_computer_name", record => record.ServerDnsName)
        .String("server_tree_name", record => record.ServerTreeName)
        .Bool("success", record => record.IsSuccess)
        .String("client_version", record => record.ClientVersion)
        .String("server_version", record => record.ServerVersion)
        .Frames();

    public string? UserName { get; set; }

    /// <summary>The client's name of itself.</summary>
    public string? HostName { get; set; }

    public string? DomainName { get; set; }

    /// <summary>What the server's challenge says of it.</summary>
    public string? ServerNetbiosName { get; set; }
    public string? ServerDnsName { get; set; }

    /// <summary>The server's forest.</summary>
    public string? ServerTreeName { get; set; }

    /// <summary>Unset when no answer told.</summary>
    public bool? IsSuccess { get; set; }

    /// <summary>The system of the client with its build as it says itself, for example <c>10.0.19041</c>. A column of our own.</summary>
    public string? ClientVersion { get; set; }

    /// <summary>The same of the server; Samba says <c>6.1.0</c>.</summary>
    public string? ServerVersion { get; set; }
}
