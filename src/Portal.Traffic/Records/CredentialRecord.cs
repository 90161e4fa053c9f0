namespace Portal.Traffic.Records;

/// <summary>
/// A secret that one flow showed, once for each user and secret however often it was sent. Never the secret: its beginning
/// and length, and a keyed hash that is the same wherever the same secret was used. A table of our own.
/// </summary>
public sealed class CredentialRecord : FlowRecord
{
    public static readonly Table<CredentialRecord> Table = new Table<CredentialRecord>("credentials")
        .Flow()
        .Enum("protocol", record => record.Protocol)
        .Enum("kind", record => record.Kind)
        .String("user", record => record.User)
        .String("secret", record => record.Secret)
        .Bool("accepted", record => record.IsAccepted)
        .String("reply", record => record.Reply)
        .String("context", record => record.Context)
        .String("hash_mode", record => record.HashMode)
        .String("secret_hash", record => record.SecretHash)
        .Count("seen", record => record.Seen)
        .Count("reply_frame", record => record.ReplyFrame)
        .Frames();

    /// <summary>As <c>conn.service</c> names it.</summary>
    public required string Protocol { get; init; }

    /// <summary><c>password</c>, <c>community</c>, <c>token</c>, <c>challenge-response</c> or <c>ticket</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>Null where the protocol has none.</summary>
    public string? User { get; init; }

    /// <summary>What the secret is for: a realm, a domain, a service, the field and path of a form.</summary>
    public string? Context { get; init; }

    /// <summary>The first character and the length, for example <c>h…(8)</c>; of what is no text only the length.</summary>
    public required string Secret { get; init; }

    /// <summary>HMAC-SHA256 in lower-case hex under the key of the case or run; null without a key.</summary>
    public string? SecretHash { get; init; }

    /// <summary>What a password could be guessed from: the scheme with the number that hashcat gives it; null for what is in clear.</summary>
    public string? HashMode { get; init; }

    /// <summary>The server let the secret pass at least once; null when it did not say.</summary>
    public bool? IsAccepted { get; set; }

    /// <summary>The server's verdict in its own terms, for example <c>230</c> or <c>-ERR</c>.</summary>
    public string? Reply { get; set; }

    /// <summary>How often the flow showed it.</summary>
    public long Seen { get; set; } = 1;

    /// <summary>The frame of the verdict that <see cref="IsAccepted"/> comes from.</summary>
    public long? ReplyFrame { get; set; }
}
