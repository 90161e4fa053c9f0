using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Portal.Analysis.Demo.Scenes;
using Portal.Analysis.Demo.Wire;

namespace Portal.Analysis.Demo;

/// <summary>The files beside one another that make up the demo incident.</summary>
internal static class IncidentFiles
{
    /// <summary>The workstation's and servers' clocks run this far ahead of the sensor's.</summary>
    private const int HostClockOffsetSeconds = 90;
    private static readonly JsonSerializerOptions s_json = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        NewLine = "\n",
    };

    /// <summary>A classic capture in microseconds, Ethernet, readable by every tool.</summary>
    public static void WriteCapture(string path, IReadOnlyList<FrameTape.Entry> frames)
    {
        using var file = File.Create(path);
        Span<byte> header = stackalloc byte[24];
        BinaryPrimitives.WriteUInt32LittleEndian(header, 0xA1B2C3D4);
        BinaryPrimitives.WriteUInt16LittleEndian(header[4..], 2);
        BinaryPrimitives.WriteUInt16LittleEndian(header[6..], 4);
        BinaryPrimitives.WriteUInt32LittleEndian(header[16..], 262_144);
        BinaryPrimitives.WriteUInt32LittleEndian(header[20..], 1);
        file.Write(header);
        foreach (var frame in frames)
        {
            var (seconds, rest) = Math.DivRem(frame.Time, 1_000_000_000);
            BinaryPrimitives.WriteUInt32LittleEndian(header, (uint)seconds);
            BinaryPrimitives.WriteUInt32LittleEndian(header[4..], (uint)(rest / 1000));
            BinaryPrimitives.WriteUInt32LittleEndian(header[8..], (uint)frame.Bytes.Length);
            BinaryPrimitives.WriteUInt32LittleEndian(header[12..], (uint)frame.Bytes.Length);
            file.Write(header[..16]);
            file.Write(frame.Bytes);
        }
    }

    public static void WriteTruth(
        string folder,
        string capture,
        IReadOnlyList<FrameTape.Entry> frames,
        IReadOnlyList<IScene> scenes
    )
    {
        using var stream = File.OpenRead(capture);
        var truth = new
        {
            incident = IncidentPlan.Number,
            capture = new
            {
                name = Path.GetFileName(capture),
                sha256 = Convert.ToHexStringLower(SHA256.HashData(stream)),
                frames = frames.Count,
            },
            hostClockOffsetSeconds = HostClockOffsetSeconds,
            findings = scenes.SelectMany(scene => scene.Truths).Select(entry => Describe(entry, frames)).ToList(),
            benign = scenes.SelectMany(scene => scene.LookAlikes).Select(entry => Describe(entry, frames)).ToList(),
        };
        File.WriteAllText(Path.Combine(folder, "truth.json"), JsonSerializer.Serialize(truth, s_json) + "\n");
    }

    /// <summary>What the hosts logged, by clocks that are ahead.</summary>
    public static void WriteHostEvents(string folder)
    {
        var text = new StringBuilder("timestamp,host,event_id,user,process,message\n");
        foreach (var (time, host, id, user, process, message) in HostEvents.All)
        {
            var shown = Traffic.UnixTime.ToIso(IncidentPlan.At(time) + HostClockOffsetSeconds * 1_000_000_000L);
            text.Append(CultureInfo.InvariantCulture, $"{shown},{host},{id},{user},{process},\"{message}\"\n");
        }
        File.WriteAllText(Path.Combine(folder, "host-events.csv"), text.ToString());
    }

    /// <summary>A feed that knows the adversary's address and zone, among entries that have nothing to do with the case.</summary>
    public static void WriteThreatFeed(string folder) =>
        File.WriteAllText(
            Path.Combine(folder, "threat-feed.csv"),
            """
            type,value,description,source,reliability,last_seen
            ipv4-addr,185.220.101.42,Command and control server,demo-feed,0.9,2025-11-14T08:00:00Z
            domain-name,evil.example,Zone of a DNS tunnel,demo-feed,0.8,2025-11-13T19:30:00Z
            ipv4-addr,203.0.113.50,Drop server for stolen archives,demo-feed,0.7,2025-11-10T12:00:00Z
            ipv4-addr,203.0.113.251,Scanner,demo-feed,0.5,2025-11-01T00:00:00Z
            domain-name,phish.invalid,Phishing page,demo-feed,0.6,2025-10-20T00:00:00Z
            file-sha256,0f343b0931126a20f133d67c2b018a3b0f343b0931126a20f133d67c2b018a3b,Loader,demo-feed,0.9,2025-11-02T00:00:00Z

            """.ReplaceLineEndings("\n")
        );

    private static object Describe(IncidentTruth truth, IReadOnlyList<FrameTape.Entry> frames)
    {
        var numbers = frames
            .Index()
            .Where(frame => frame.Item.Scene == truth.Scene && Concerns(frame.Item.Bytes, truth))
            .Select(frame => frame.Index + 1)
            .ToList();
        return new
        {
            source = truth.Source,
            destination = truth.Destination,
            port = truth.Port,
            attack = truth.Attack,
            what = truth.What,
            firstFrame = numbers[0],
            lastFrame = numbers[^1],
        };
    }

    /// <summary>Whether the frame runs between the two addresses; the IPv4 header follows 14 bytes of Ethernet.</summary>
    private static bool Concerns(ReadOnlySpan<byte> frame, IncidentTruth truth)
    {
        var from = string.Join('.', frame[26..30].ToArray());
        var to = string.Join('.', frame[30..34].ToArray());
        return (from == truth.Source && to == truth.Destination) || (from == truth.Destination && to == truth.Source);
    }
}
