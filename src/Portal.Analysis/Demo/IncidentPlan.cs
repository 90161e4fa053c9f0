using System.Globalization;
using Portal.Analysis.Demo.Wire;

namespace Portal.Analysis.Demo;

/// <summary>Who takes part in the demo incident and when it happens.</summary>
internal static class IncidentPlan
{
    public const string Number = "INC-2025-1547";
    public const ulong Seed = 20251547;
    public const string CommandName = "update.evil.example";
    public const string TunnelDomain = "evil.example";

    /// <summary>2025-11-15 14:00:00 UTC in nanoseconds since 1970.</summary>
    public static readonly long Begin = At("14:00:00");
    public static readonly long End = At("18:00:00");

    public static readonly Station Victim = Station.Inside("WKSTN-042", "10.1.5.42");
    public static readonly Station DomainController = Station.Inside("DC01", "10.1.1.5");
    public static readonly Station FileServer = Station.Inside("SRV-FILE15", "10.1.10.15");
    public static readonly Station ApplicationServer = Station.Inside("SRV-APP20", "10.1.10.20");
    public static readonly Station BackupServer = Station.Inside("SRV-BACKUP30", "10.1.10.30");
    public static readonly Station Monitor = Station.Inside("SRV-MON40", "10.1.10.40");
    public static readonly Station Administrator = Station.Inside("WKSTN-021", "10.1.5.21");

    /// <summary>WKSTN-021 to WKSTN-040: the office around the victim.</summary>
    public static readonly IReadOnlyList<Station> Office =
    [
        Administrator,
        .. Enumerable.Range(22, 19).Select(n => Station.Inside($"WKSTN-{n:D3}", $"10.1.5.{n}")),
    ];

    public static readonly Station Command = Station.Outside(CommandName, "185.220.101.42");
    public static readonly Station FileDrop = Station.Outside("ftp.drop.example", "203.0.113.50");
    public static readonly Station TimeServer = Station.Outside("time.pool.example", "198.51.100.123");
    public static readonly Station Updates = Station.Outside("updates.vendor.example", "192.0.2.80");
    public static readonly Station Chat = Station.Outside("chat.collab.example", "192.0.2.60");
    public static readonly Station Mail = Station.Outside("mail.collab.example", "192.0.2.61");
    public static readonly Station Probe = Station.Outside("probe.os.example", "198.51.100.80");
    public static readonly Station Weather = Station.Outside("tiles.weather.example", "198.51.100.90");
    public static readonly Station Drive = Station.Outside("sync.drive.example", "198.51.100.44");

    /// <summary>A time of the incident's day, <c>HH:mm:ss</c> UTC, as nanoseconds since 1970.</summary>
    public static long At(string time) =>
        UnixTime(DateTimeOffset.Parse($"2025-11-15T{time}Z", CultureInfo.InvariantCulture));

    private static long UnixTime(DateTimeOffset time) => Traffic.UnixTime.FromDateTimeOffset(time);
}
