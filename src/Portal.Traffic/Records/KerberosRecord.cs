namespace Portal.Traffic.Records;

/// <summary>A request for a Kerberos ticket and what the server said, with the columns and the meaning of Zeek's kerberos.log.</summary>
public sealed class KerberosRecord : FlowRecord
{
    public static readonly Table<KerberosRecord> Table = new Table<KerberosRecord>("kerberos")
        .Flow()
        .String("request_type", record => record.RequestType)
        .String("client", record => record.Client)
        .String("service", record => record.Service)
        .Bool("success", record => record.IsSuccess)
        .String("error_msg", record => record.ErrorMessage)
        .Time("from", record => record.From)
        .Time("till", record => record.Till)
        .String("cipher", record => record.Cipher)
        .Bool("forwardable", record => record.IsForwardable)
        .Bool("renewable", record => record.IsRenewable)
        .String("client_cert_subject", _ => null)
        .String("client_cert_fuid", _ => null)
        .String("server_cert_subject", _ => null)
        .String("server_cert_fuid", _ => null)
        .Frames();

    /// <summary><c>AS</c> for a first ticket, <c>TGS</c> for one more.</summary>
    public string? RequestType { get; set; }

    /// <summary>Name and realm, for example <c>alice/EXAMPLE.ORG</c>.</summary>
    public string? Client { get; set; }

    /// <summary>What the ticket is for, for example <c>krbtgt/EXAMPLE.ORG</c>.</summary>
    public string? Service { get; set; }

    /// <summary>Unset when no response was seen.</summary>
    public bool? IsSuccess { get; set; }
    public string? ErrorMessage { get; set; }

    /// <summary>When the ticket shall begin, in nanoseconds since 1970 UTC.</summary>
    public long? From { get; set; }

    /// <summary>When the ticket shall end, in nanoseconds since 1970 UTC.</summary>
    public long? Till { get; set; }

    /// <summary>What the ticket is encrypted with; weak ones can be cracked.</summary>
    public string? Cipher { get; set; }
    public bool? IsForwardable { get; set; }
    public bool? IsRenewable { get; set; }
}
