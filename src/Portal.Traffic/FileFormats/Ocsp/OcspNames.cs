namespace Portal.Traffic.FileFormats.Ocsp;

/// <summary>Names of numbers in OCSP as OpenSSL, and so Zeek, writes them.</summary>
internal static class OcspNames
{
    /// <summary>Why a certificate was revoked (RFC 5280 §5.3.1).</summary>
    public static string Reason(long number) =>
        number switch
        {
            0 => "unspecified",
            1 => "keyCompromise",
            2 => "cACompromise",
            3 => "affiliationChanged",
            4 => "superseded",
            5 => "cessationOfOperation",
            6 => "certificateHold",
            8 => "removeFromCRL",
            9 => "privilegeWithdrawn",
            10 => "aACompromise",
            _ => "(UNKNOWN)",
        };
}
