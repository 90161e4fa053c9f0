namespace Portal.Traffic.Records;

/// <summary>What an authority said of one certificate, with the columns and the meaning of Zeek's ocsp.log.</summary>
public sealed class OcspRecord : FlowRecord
{
    public static readonly Table<OcspRecord> Table = new Table<OcspRecord>("ocsp")
        .Time("ts", record => record.Timestamp)
        .String("id", record => record.Fuid)
        .String("hashAlgorithm", record => record.HashAlgorithm)
        .String("issuerNameHash", record => record.IssuerNameHash)
        .String("issuerKeyHash", record => record.IssuerKeyHash)
        .String("serialNumber", record => record.SerialNumber)
        .String("certStatus", record => record.Status)
        .Time("revoketime", record => record.RevokeTime)
        .String("revokereason", record => record.RevokeReason)
        .Time("thisUpdate", record => record.ThisUpdate)
        .Time("nextUpdate", record => record.NextUpdate)
        .Frames();

    /// <summary><c>files.fuid</c> of the response.</summary>
    public required string Fuid { get; init; }

    /// <summary>Of the two following hashes, for example <c>sha1</c>.</summary>
    public required string HashAlgorithm { get; init; }

    /// <summary>Upper-case hexadecimal.</summary>
    public required string IssuerNameHash { get; init; }
    public required string IssuerKeyHash { get; init; }

    /// <summary>Upper-case hexadecimal; the same as in <c>x509</c>.</summary>
    public required string SerialNumber { get; init; }

    /// <summary><c>good</c>, <c>revoked</c> or <c>unknown</c>.</summary>
    public required string Status { get; init; }

    /// <summary>Nanoseconds since 1970 UTC.</summary>
    public long? RevokeTime { get; init; }
    public string? RevokeReason { get; init; }
    public long? ThisUpdate { get; init; }
    public long? NextUpdate { get; init; }
}
