using Portal.Traffic.Records;

namespace Portal.Traffic.FileFormats.Ocsp;

/// <summary>What a response says of one certificate (RFC 6960 §4.2.1, SingleResponse).</summary>
internal sealed record OcspAnswer(
    string HashAlgorithm,
    string IssuerNameHash,
    string IssuerKeyHash,
    string SerialNumber,
    string Status,
    long? RevokeTime,
    string? RevokeReason,
    long? ThisUpdate,
    long? NextUpdate
)
{
    public OcspRecord ToRecord(string fuid, FrameStamp first, FrameStamp last) =>
        new()
        {
            Timestamp = last.Time,
            Uid = null,
            Id = null,
            FirstFrame = first.Number,
            LastFrame = Math.Max(first.Number, last.Number),
            Fuid = fuid,
            HashAlgorithm = HashAlgorithm,
            IssuerNameHash = IssuerNameHash,
            IssuerKeyHash = IssuerKeyHash,
            SerialNumber = SerialNumber,
            Status = Status,
            RevokeTime = RevokeTime,
            RevokeReason = RevokeReason,
            ThisUpdate = ThisUpdate,
            NextUpdate = NextUpdate,
        };
}
