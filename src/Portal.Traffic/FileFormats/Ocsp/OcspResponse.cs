using Portal.Traffic.Protocols.Tls.Certificates;

namespace Portal.Traffic.FileFormats.Ocsp;

/// <summary>
/// An OCSP response (RFC 6960 §4.2.1): status; for a successful one a basic response, whose signed data lists one answer
/// for each certificate.
/// </summary>
internal static class OcspResponse
{
    /// <summary>Nearly all have one; a client asks about its chain at most.</summary>
    private const int MaxAnswers = 100;

    private const int Successful = 0;
    private const int Explicit0 = 0xA0;
    private const int Explicit1 = 0xA1;
    private const int Explicit2 = 0xA2;
    private const int Good = 0x80;
    private const int Revoked = 0xA1;
    private const int Unknown = 0x82;

    /// <summary>False when it is no response, or damaged before its first answer.</summary>
    public static bool TryParse(ReadOnlySpan<byte> bytes, out IReadOnlyList<OcspAnswer> answers)
    {
        var found = new List<OcspAnswer>();
        answers = found;
        var outer = new DerReader(bytes);
        var response = new DerReader(outer.Read(DerReader.Sequence));
        var status = response.ReadInteger(DerReader.Enumerated);
        if (response.Failed || status != Successful || response.NextTag != Explicit0)
        {
            return false;
        }
        var explicitBytes = new DerReader(response.Read(Explicit0));
        var responseBytes = new DerReader(explicitBytes.Read(DerReader.Sequence));
        responseBytes.Read(DerReader.ObjectIdentifier);
        var wrapped = new DerReader(responseBytes.Read(DerReader.OctetString));
        var basic = new DerReader(wrapped.Read(DerReader.Sequence));
        var data = new DerReader(basic.Read(DerReader.Sequence));
        data.ReadOptional(Explicit0); // version
        if (data.NextTag is Explicit1 or Explicit2)
        {
            data.Read(data.NextTag); // who answers
        }
        data.Read(DerReader.GeneralizedTime);
        var list = new DerReader(data.Read(DerReader.Sequence));
        while (!data.Failed && !list.IsAtEnd && found.Count < MaxAnswers)
        {
            if (ReadAnswer(list.Read(DerReader.Sequence)) is not { } answer)
            {
                break;
            }
            found.Add(answer);
        }
        return found.Count > 0;
    }

    private static OcspAnswer? ReadAnswer(ReadOnlySpan<byte> bytes)
    {
        var single = new DerReader(bytes);
        var certificate = new DerReader(single.Read(DerReader.Sequence));
        var algorithm = new DerReader(certificate.Read(DerReader.Sequence));
        var hash = ObjectIdentifier.Describe(algorithm.Read(DerReader.ObjectIdentifier));
        var nameHash = Convert.ToHexString(certificate.Read(DerReader.OctetString));
        var keyHash = Convert.ToHexString(certificate.Read(DerReader.OctetString));
        var serial = Serial(certificate.Read(DerReader.Integer));
        var (status, revokeTime, reason) = ReadStatus(single.Read(out var tag, out _), tag);
        var thisUpdate = CertificateTime.Read(DerReader.GeneralizedTime, single.Read(DerReader.GeneralizedTime));
        long? nextUpdate = null;
        if (single.NextTag == Explicit0)
        {
            var next = new DerReader(single.Read(Explicit0));
            nextUpdate = CertificateTime.Read(DerReader.GeneralizedTime, next.Read(DerReader.GeneralizedTime));
        }
        return single.Failed || certificate.Failed || algorithm.Failed
            ? null
            : new OcspAnswer(hash, nameHash, keyHash, serial, status, revokeTime, reason, thisUpdate, nextUpdate);
    }

    private static (string Status, long? Time, string? Reason) ReadStatus(ReadOnlySpan<byte> content, int tag)
    {
        if (tag != Revoked)
        {
            return (
                tag == Good ? "good"
                : tag == Unknown ? "unknown"
                : "UNKNOWN",
                null,
                null
            );
        }
        var revoked = new DerReader(content);
        var time = CertificateTime.Read(DerReader.GeneralizedTime, revoked.Read(DerReader.GeneralizedTime));
        string? reason = null;
        if (revoked.NextTag == Explicit0)
        {
            var inner = new DerReader(revoked.Read(Explicit0));
            reason = OcspNames.Reason(inner.ReadInteger(DerReader.Enumerated));
        }
        return ("revoked", time, reason);
    }

    /// <summary>As OpenSSL prints integers: without the zero byte that keeps the sign.</summary>
    private static string Serial(ReadOnlySpan<byte> content) =>
        Convert.ToHexString(content is [0, _, ..] ? content[1..] : content);
}
