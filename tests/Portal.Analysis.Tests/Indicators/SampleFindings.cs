using Portal.Analysis.Findings;
using Portal.Analysis.Indicators;

namespace Portal.Analysis.Tests.Indicators;

/// <summary>A beacon and a tunnel as detectors hand them over.</summary>
internal static class SampleFindings
{
    public const string Sha256 = "c0ffee00c0ffee00c0ffee00c0ffee00c0ffee00c0ffee00c0ffee00c0ffee00";
    private const long Time = 1_763_215_272_118_000_000;

    public static Finding Beacon { get; } =
        new()
        {
            Key = "beaconing-10.1.5.42-update.evil.example",
            Detector = "beaconing",
            Version = "1",
            Title = "10.1.5.42 calls update.evil.example every 60 s",
            Severity = Severity.Critical,
            Score = 96,
            Confidence = 0.96,
            Impact = 4,
            Attack = ["T1071.001", "T1573.002"],
            FirstTime = Time,
            LastTime = Time + 14_000_000_000_000,
            Source = "10.1.5.42",
            Destination = "185.220.101.42",
            DestinationName = "update.evil.example",
            Port = 443,
            Protocol = "ssl",
            Statistics = [new Statistic("sessions", 237L, "Sessions"), new Statistic("period_seconds", 60.1, "Period")],
            Explanation = "The sessions follow one another like a clock's.",
            Evidence =
            [
                new EvidenceReference
                {
                    Sha256 = Sha256,
                    Frames = [12, 345, 6789],
                    FrameCount = 237,
                    Uids = ["CabcDEF"],
                },
            ],
            Filter = "ip.addr == 10.1.5.42 && ip.addr == 185.220.101.42 && tcp.port == 443",
        };

    public static Finding Tunnel { get; } =
        Beacon with
        {
            Key = "dns-tunnel-10.1.5.42-evil.example",
            Detector = "dns-tunnel",
            Title = "10.1.5.42 moves data through names of evil.example <script>alert(1)</script>",
            Attack = ["T1071.004"],
            Destination = null,
            DestinationName = "evil.example",
            Port = 53,
            Protocol = "dns",
            Evidence =
            [
                new EvidenceReference
                {
                    Sha256 = Sha256,
                    Lines = [4],
                    LineCount = 1,
                },
            ],
        };

    public static IReadOnlyList<Indicator> Indicators { get; } =
    [
        new("domain-name", "update.evil.example", "Command name", Time, Time + 5, [Beacon.Key]),
        new("ipv4-addr", "185.220.101.42", "Command address", Time, Time + 5, [Beacon.Key]),
        new("ja3", "0123456789abcdef0123456789abcdef", "Fingerprint", Time, Time + 5, [Beacon.Key]),
        new("url", "http://185.220.101.42/it's\\here", "Upload", Time, Time + 5, [Beacon.Key, Tunnel.Key]),
        new("x509-sha256", Sha256, "Certificate", Time, Time + 5, [Beacon.Key]),
    ];
}
