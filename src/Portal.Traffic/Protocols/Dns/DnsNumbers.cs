using System.Collections.Frozen;
using System.Globalization;

namespace Portal.Traffic.Protocols.Dns;

/// <summary>Names of DNS numbers as Zeek prints them (IANA "Domain Name System Parameters").</summary>
public static class DnsNumbers
{
    public const int A = 1;
    public const int Ns = 2;
    public const int Cname = 5;
    public const int Soa = 6;
    public const int Wks = 11;
    public const int Ptr = 12;
    public const int Hinfo = 13;
    public const int Mx = 15;
    public const int Txt = 16;
    public const int Aaaa = 28;
    public const int Loc = 29;
    public const int NetbiosName = 32;
    public const int Srv = 33;
    public const int Naptr = 35;
    public const int A6 = 38;
    public const int Opt = 41;
    public const int Ds = 43;
    public const int Sshfp = 44;
    public const int Rrsig = 46;
    public const int Nsec = 47;
    public const int Dnskey = 48;
    public const int Nsec3 = 50;
    public const int Nsec3Param = 51;
    public const int Svcb = 64;
    public const int Https = 65;
    public const int Spf = 99;
    public const int Tsig = 250;
    public const int Any = 255;
    public const int Caa = 257;
    public const int BindSigning = 65534;

    public const int ClassNone = 254;
    public const int ClassAny = 255;

    public const int Query = 0;
    public const int Notify = 4;
    public const int Update = 5;

    private const string TypeTable = """
        1 A,2 NS,3 MD,4 MF,5 CNAME,6 SOA,7 MB,8 MG,9 MR,10 NULL,11 WKS,12 PTR,13 HINFO,14 MINFO,15 MX,16 TXT,17 RP,18 AFSDB,
        19 X25,20 ISDN,21 RT,22 NSAP,23 NSAP-PTR,24 SIG,25 KEY,26 PX,27 GPOS,28 AAAA,29 LOC,30 NXT,31 EID,32 NIMLOC,33 SRV,
        34 ATMA,35 NAPTR,36 KX,37 CERT,38 A6,39 DNAME,40 SINK,41 OPT,42 APL,43 DS,44 SSHFP,45 IPSECKEY,46 RRSIG,47 NSEC,
        48 DNSKEY,49 DHCID,50 NSEC3,51 NSEC3PARAM,52 TLSA,53 SMIMEA,55 HIP,56 NINFO,57 RKEY,58 TALINK,59 CDS,60 CDNSKEY,
        61 OPENPGPKEY,62 CSYNC,63 ZONEMD,64 SVCB,65 HTTPS,99 SPF,100 UINFO,101 UID,102 GID,103 UNSPEC,104 NID,105 L32,
        106 L64,107 LP,108 EUI48,109 EUI64,249 TKEY,250 TSIG,251 IXFR,252 AXFR,253 MAILB,254 MAILA,255 *,256 URI,257 CAA,
        32768 TA,32769 DLV,65281 WINS,65282 WINS-R,65422 XPF,65521 INTEGRITY
        """;

    private const string ResponseCodeTable = """
        0 NOERROR,1 FORMERR,2 SERVFAIL,3 NXDOMAIN,4 NOTIMP,5 REFUSED,6 YXDOMAIN,7 YXRRSET,8 NXRRSet,9 NOTAUTH,10 NOTZONE,
        11 unassigned-11,12 unassigned-12,13 unassigned-13,14 unassigned-14,15 unassigned-15
        """;

    private static readonly FrozenDictionary<int, string> s_types = Parse(TypeTable);
    private static readonly FrozenDictionary<int, string> s_responseCodes = Parse(ResponseCodeTable);

    private static readonly FrozenDictionary<int, string> s_classes = Parse(
        "1 C_INTERNET,2 C_CSNET,3 C_CHAOS,4 C_HESIOD,254 C_NONE,255 C_ANY"
    );

    private static readonly FrozenDictionary<int, string> s_operations = Parse(
        "0 query,1 iquery,2 server-status,4 notify,5 dynamic-update,6 dso"
    );

    private static readonly FrozenDictionary<int, string> s_netbiosOperations = Parse(
        "0 netbios-query,5 netbios-registration,6 netbios-release,7 netbios-wack,8 netbios-refresh"
    );

    public static string TypeName(int type) => s_types.GetValueOrDefault(type) ?? $"query-{type}";

    public static string ClassName(int @class) => s_classes.GetValueOrDefault(@class) ?? $"qclass-{@class}";

    public static string ResponseCodeName(int code) => s_responseCodes.GetValueOrDefault(code) ?? $"rcode-{code}";

    /// <param name="isNetbios">Of the NetBIOS name service (RFC 1002 §4.2.1.1), which numbers its operations differently.</param>
    public static string OperationName(int code, bool isNetbios) =>
        isNetbios
            ? s_netbiosOperations.GetValueOrDefault(code) ?? $"netbios-opcode-{code}"
            : s_operations.GetValueOrDefault(code) ?? $"opcode-{code}";

    private static FrozenDictionary<int, string> Parse(string table) =>
        table
            .Split(',', StringSplitOptions.TrimEntries)
            .Select(entry => entry.Split(' '))
            .ToFrozenDictionary(entry => int.Parse(entry[0], CultureInfo.InvariantCulture), entry => entry[1]);
}
