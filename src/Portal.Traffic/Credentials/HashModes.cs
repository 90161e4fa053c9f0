using System.Globalization;

namespace Portal.Traffic.Credentials;

/// <summary>
/// The schemes of what proves a password, with the numbers that hashcat knows them by
/// (https://hashcat.net/wiki/doku.php?id=example_hashes): what an attacker who recorded it could try guesses against.
/// </summary>
public static class HashModes
{
    public const string NetNtlmV1 = "NetNTLMv1 (hashcat 5500)";
    public const string NetNtlmV2 = "NetNTLMv2 (hashcat 5600)";
    public const string MsChapV2 = "MS-CHAPv2 (hashcat 5500)";
    public const string Chap = "CHAP, MD5 (hashcat 4800)";
    public const string CramMd5 = "CRAM-MD5 (hashcat 10200)";
    public const string SipDigest = "SIP digest, MD5 (hashcat 11400)";
    public const string HttpDigest = "HTTP digest";
    public const string DigestMd5 = "DIGEST-MD5";
    public const string Apop = "APOP, MD5";
    public const string Vnc = "VNC, DES";
    public const string MysqlNative = "MySQL CRAM, SHA1 (hashcat 11200)";
    public const string MysqlSha2 = "MySQL caching_sha2_password";
    public const string MysqlOld = "MySQL before 4.1";
    public const string PostgreSqlMd5 = "PostgreSQL CRAM, MD5 (hashcat 11100)";
    public const string PostgreSqlScram = "PostgreSQL SCRAM-SHA-256 (hashcat 28600)";
    public const string Scram = "SCRAM";
    public const string RadiusPassword = "RADIUS User-Password, MD5 with the shared secret";

    /// <summary>
    /// The authentication protocol of an SNMPv3 message by the length of its code (RFC 3414 §6.3.1, §7.3.1; RFC 7860 §4.2):
    /// MD5 and SHA-1 have the same.
    /// </summary>
    public static string SnmpVersion3(int bytes) =>
        bytes switch
        {
            12 => "SNMPv3, HMAC-MD5-96 or HMAC-SHA1-96 (hashcat 25000)",
            16 => "SNMPv3, HMAC-SHA224-128 (hashcat 26700)",
            24 => "SNMPv3, HMAC-SHA256-192 (hashcat 26800)",
            32 => "SNMPv3, HMAC-SHA384-256 (hashcat 26900)",
            48 => "SNMPv3, HMAC-SHA512-384 (hashcat 27300)",
            _ => "SNMPv3",
        };

    /// <summary>What proves the password before a ticket is given (RFC 4120 §5.2.7.2).</summary>
    public static string KerberosPreAuthentication(int encryption) =>
        Kerberos(encryption, "AS-REQ Pre-Auth", 7500, 19800, 19900);

    /// <summary>The part of an AS-REP that only the user can read.</summary>
    public static string KerberosReply(int encryption) => Kerberos(encryption, "AS-REP", 18200, 32100, 32200);

    /// <summary>A service's ticket, which only the service can read.</summary>
    public static string KerberosTicket(int encryption) => Kerberos(encryption, "TGS-REP", 13100, 19600, 19700);

    private static string Kerberos(int encryption, string message, int rc4, int aes128, int aes256)
    {
        int? number = encryption switch
        {
            23 => rc4, // RFC 4757
            17 => aes128, // RFC 3962
            18 => aes256,
            _ => null,
        };
        var suffix = number is null ? "" : string.Create(CultureInfo.InvariantCulture, $" (hashcat {number})");
        return string.Create(CultureInfo.InvariantCulture, $"Kerberos 5, etype {encryption}, {message}{suffix}");
    }
}
