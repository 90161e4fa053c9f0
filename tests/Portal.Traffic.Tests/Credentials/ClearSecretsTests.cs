using Portal.Samples;
using Portal.Traffic.Captures;
using Portal.Traffic.Credentials;
using Portal.Traffic.Flows;
using Portal.Traffic.Records;

namespace Portal.Traffic.Tests.Credentials;

/// <summary>No table shows a secret that <c>credentials</c> masks.</summary>
public sealed class ClearSecretsTests(ITestOutputHelper output)
{
    /// <summary>Logons come early and in small captures; the large ones hold what the tests of speed look at.</summary>
    private const long MaxCaptureBytes = 2 << 20;

    [Fact]
    public void No_table_of_any_capture_shows_a_secret()
    {
        var (captures, secrets) = (0, 0);
        var shown = new List<string>();
        foreach (
            var capture in Directory
                .EnumerateFiles(Corpus.File("captures"), "*", SearchOption.AllDirectories)
                .Where(file => new FileInfo(file).Length <= MaxCaptureBytes)
                .Order(StringComparer.Ordinal)
        )
        {
            if (Read(capture) is not { Secrets: > 0 } read)
            {
                continue;
            }
            captures++;
            secrets += read.Secrets;
            shown.AddRange(read.Found().Select(place => $"{Path.GetFileName(capture)}: {place}"));
        }
        output.WriteLine($"{secrets} secrets of {captures} captures");
        Assert.True(captures >= 20 && secrets >= 25, $"{secrets} secrets of {captures} captures");
        Assert.Empty(shown);
    }

    [Theory]
    [InlineData("secret99")]
    [InlineData("/login?a=b&password=secret99")]
    [InlineData("PASS secret99")]
    public void A_secret_in_clear_is_found(string text)
    {
        var key = SecretKey.Random();
        var all = new ClearSecrets(key);
        var log = new CredentialLog(key, all);
        var seen = new SeenSecret
        {
            Protocol = "x",
            Kind = SecretKinds.Password,
            Bytes = "secret99"u8,
            Frame = new FrameStamp(1, 1),
        };
        log.Note(seen, "C1", new ConnectionId("10.0.0.1", 1, "10.0.0.2", 2));
        log.WriteAll();
        Assert.Empty(all.Found());

        all.Write(
            WeirdRecord.Table,
            new WeirdRecord
            {
                Timestamp = 1,
                Uid = null,
                Id = null,
                FirstFrame = 1,
                LastFrame = 1,
                Name = "x",
                Additional = text,
            }
        );

        Assert.Equal((1, "weird.addl"), (all.Secrets, Assert.Single(all.Found())));
    }

    private static ClearSecrets? Read(string file)
    {
        var key = SecretKey.Random();
        var all = new ClearSecrets(key);
        using var stream = File.OpenRead(file);
        if (!CaptureReader.TryOpen(stream, null, out var reader, out _))
        {
            return null;
        }
        using (reader)
        {
            using var analyzer = new ShardedTrafficAnalyzer(new TrafficAnalyzerOptions { SecretKey = key }, all);
            while (reader.TryReadNext(out var frame))
            {
                if (frame.IsPacket)
                {
                    analyzer.Process(frame.Number, frame.Time, frame.LinkType, frame.Data, frame.OriginalLength);
                }
            }
            analyzer.Finish();
        }
        return all;
    }
}
