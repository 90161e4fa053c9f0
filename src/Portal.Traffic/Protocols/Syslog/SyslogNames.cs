namespace Portal.Traffic.Protocols.Syslog;

/// <summary>Names of facilities and severities (RFC 5424 §6.2.1), as Zeek writes them.</summary>
internal static class SyslogNames
{
    private const string None = "UNSPECIFIED";

    private static readonly string[] s_facilities =
    [
        "KERN",
        "USER",
        "MAIL",
        "DAEMON",
        "AUTH",
        "SYSLOG",
        "LPR",
        "NEWS",
        "UUCP",
        "CRON",
        "AUTHPRIV",
        "FTP",
        "NTP",
        "AUDIT",
        "ALERT",
        "CLOCK",
        "LOCAL0",
        "LOCAL1",
        "LOCAL2",
        "LOCAL3",
        "LOCAL4",
        "LOCAL5",
        "LOCAL6",
        "LOCAL7",
    ];

    private static readonly string[] s_severities =
    [
        "EMERG",
        "ALERT",
        "CRIT",
        "ERR",
        "WARNING",
        "NOTICE",
        "INFO",
        "DEBUG",
    ];

    public static string Facility(int? number) => number is { } n ? s_facilities[n] : None;

    public static string Severity(int? number) => number is { } n ? s_severities[n] : None;
}
