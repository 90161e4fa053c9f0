namespace Portal.Traffic.Records;

/// <summary>One SSH session, with the columns and the meaning of Zeek's ssh.log; the HASSH fingerprints and the whole host key fingerprint are ours.</summary>
public sealed class SshRecord : FlowRecord
{
    public static readonly Table<SshRecord> Table = new Table<SshRecord>("ssh")
        .Flow()
        .Count("version", record => record.Version)
        .Bool("auth_success", record => record.IsAuthenticated)
        .Count("auth_attempts", record => record.AuthenticationAttempts)
        .Enum("direction", record => record.Direction)
        .String("client", record => record.Client)
        .String("server", record => record.Server)
        .String("cipher_alg", record => record.Cipher)
        .String("mac_alg", record => record.Mac)
        .String("compression_alg", record => record.Compression)
        .String("kex_alg", record => record.KeyExchange)
        .String("host_key_alg", record => record.HostKeyAlgorithm)
        .String("host_key_fingerprint", record => record.HostKeyFingerprint)
        .String("hassh", record => record.Hassh)
        .String("hassh_server", record => record.HasshServer)
        .String("host_key_sha256", record => record.HostKeySha256)
        .Frames();

    /// <summary>1 or 2.</summary>
    public long? Version { get; set; }

    /// <summary>A guess by the sizes of the encrypted packets; null when they do not tell.</summary>
    public bool? IsAuthenticated { get; set; }
    public long AuthenticationAttempts { get; set; }

    /// <summary><c>INBOUND</c> or <c>OUTBOUND</c> when one of the two is local.</summary>
    public string? Direction { get; set; }

    /// <summary>The identification line, for example <c>SSH-2.0-OpenSSH_9.6</c>.</summary>
    public string? Client { get; set; }
    public string? Server { get; set; }

    /// <summary>What both agreed on; both directions where they differ.</summary>
    public string? Cipher { get; set; }
    public string? Mac { get; set; }
    public string? Compression { get; set; }
    public string? KeyExchange { get; set; }
    public string? HostKeyAlgorithm { get; set; }

    /// <summary><c>SHA256:</c> and base64 of the first 24 bytes of the digest, as Zeek writes it.</summary>
    public string? HostKeyFingerprint { get; set; }

    /// <summary>MD5 over what the client offers.</summary>
    public string? Hassh { get; set; }

    /// <summary>MD5 over what the server offers.</summary>
    public string? HasshServer { get; set; }

    /// <summary><c>SHA256:</c> and base64 of the whole digest, as OpenSSH shows it.</summary>
    public string? HostKeySha256 { get; set; }
}
