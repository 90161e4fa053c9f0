namespace Portal.Traffic.Records;

/// <summary>One TLS, DTLS or SSL handshake, with the columns and the meaning of Zeek's ssl.log; ours are appended.</summary>
public sealed class SslRecord : FlowRecord
{
    public static readonly Table<SslRecord> Table = new Table<SslRecord>("ssl")
        .Flow()
        .String("version", record => record.Version)
        .String("cipher", record => record.Cipher)
        .String("curve", record => record.Curve)
        .String("server_name", record => record.ServerName)
        .Bool("resumed", record => record.IsResumed)
        .String("last_alert", record => record.LastAlert)
        .String("next_protocol", record => record.NextProtocol)
        .Bool("established", record => record.IsEstablished)
        .String("ssl_history", record => record.History)
        .Vector("cert_chain_fps", record => record.CertificateChain)
        .Vector("client_cert_chain_fps", record => record.ClientCertificateChain)
        .Bool("sni_matches_cert", record => record.ServerNameMatchesCertificate)
        .String("ja3", record => record.Ja3)
        .String("ja3s", record => record.Ja3S)
        .String("ja4", record => record.Ja4)
        .String("subject", record => record.Subject)
        .String("issuer", record => record.Issuer)
        .Bool("is_self_signed", record => record.IsSelfSigned)
        .Frames();

    /// <summary>What the server chose, for example <c>TLSv12</c>; null when no server hello was seen.</summary>
    public string? Version { get; set; }

    /// <summary>The chosen suite; <c>unknown-N</c> for a number without a name.</summary>
    public string? Cipher { get; set; }

    /// <summary>The named group of the key exchange.</summary>
    public string? Curve { get; set; }

    /// <summary>The first host name that the client asked for.</summary>
    public string? ServerName { get; set; }
    public bool IsResumed { get; set; }

    /// <summary>The last alert that was readable; encrypted alerts have no description.</summary>
    public string? LastAlert { get; set; }

    /// <summary>The application protocol (ALPN) that the server chose.</summary>
    public string? NextProtocol { get; set; }

    /// <summary>Both sides sent encrypted data.</summary>
    public bool IsEstablished { get; set; }

    /// <summary>One letter a message in order, upper case for the client, <c>^</c> where the roles were found swapped.</summary>
    public required string History { get; set; }

    /// <summary>SHA-256 of the server's certificates, leaf first; null when neither side showed one.</summary>
    public IReadOnlyList<string>? CertificateChain { get; set; }

    /// <summary>SHA-256 of the client's certificates, leaf first; null when neither side showed one.</summary>
    public IReadOnlyList<string>? ClientCertificateChain { get; set; }

    /// <summary>Null without a server name or without a readable certificate.</summary>
    public bool? ServerNameMatchesCertificate { get; set; }

    /// <summary>MD5 of the client hello's parameters, GREASE left out.</summary>
    public string? Ja3 { get; set; }

    /// <summary>MD5 of the server hello's parameters.</summary>
    public string? Ja3S { get; set; }

    /// <summary>The client's fingerprint in FoxIO's JA4 form.</summary>
    public string? Ja4 { get; set; }

    /// <summary>Subject of the server's leaf certificate.</summary>
    public string? Subject { get; set; }

    /// <summary>Issuer of the server's leaf certificate.</summary>
    public string? Issuer { get; set; }

    /// <summary>The leaf names itself as its issuer; its signature is not verified.</summary>
    public bool? IsSelfSigned { get; set; }
}
