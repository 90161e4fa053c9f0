using Portal.Analysis.Importers;
using Portal.Analysis.Tests.Store;
using Portal.Samples;
using Portal.Traffic.Captures;
using Portal.Traffic.KeyLogs;

namespace Portal.Analysis.Tests.Importers.Captures;

/// <summary>Where the secrets of a capture come from, and from which frame on they hold.</summary>
public sealed class CaptureKeysTests : IDisposable
{
    private const string Name = "http2-and-websocket";

    private readonly TemporaryStore _temporary = new();

    public void Dispose() => _temporary.Dispose();

    [Theory]
    [InlineData(0, 13)]
    [InlineData(70, 6)] // of the two flows after it
    [InlineData(100_000, 0)]
    public void Secrets_that_a_capture_carries_hold_from_their_place_on(int place, int rows)
    {
        var set = _temporary.Store.Import(
            Carrying(place, File.ReadAllBytes(EncryptedCaptures.KeyLog(Name))),
            "day.pcapng"
        );

        Assert.Equal([$"{rows}"], set.Rows("SELECT count(*) FROM http WHERE first_frame > 0"));
        Assert.Equal("pcapng", set.Manifest.Kind);
    }

    [Fact]
    public void Damaged_lines_that_a_capture_carries_are_a_warning()
    {
        var set = _temporary.Store.Import(Carrying(0, "CLIENT_RANDOM 00 11\n"u8.ToArray()), "day.pcapng");

        var warning = Assert.Single(set.Manifest.Warnings, warning => warning.Code == "secret_malformed");
        Assert.Equal("line 1 of the secrets before frame 1 is none of a key log", warning.Message);
    }

    [Fact]
    public void Given_secrets_are_written_down_by_their_hash()
    {
        var keys = new KeyLog();
        using (var log = File.OpenRead(EncryptedCaptures.KeyLog(Name)))
        {
            keys.Read(log);
        }
        var options = new ImportOptions { Keys = keys, KeyLogs = ["ab", "cd"] };

        var set = EvidenceImporter.Import(EncryptedCaptures.File(Name), _temporary.Store, options);

        Assert.Equal(13, set.Manifest.Records["http"]);
        Assert.Equal("ab,cd", set.Manifest.Options["keyLogs"]);
        var decrypted = Assert.Single(set.Manifest.Warnings, warning => warning.Code == "tls_decrypted");
        Assert.Equal("5 TLS sessions were decrypted with a key log", decrypted.Message);
    }

    /// <summary>The capture as pcapng, with secrets before the given frame.</summary>
    private static byte[] Carrying(int place, byte[] log)
    {
        using var stream = new MemoryStream();
        using (var writer = new PcapngWriter(stream, "portal", ""))
        using (var file = File.OpenRead(EncryptedCaptures.File(Name)))
        using (var reader = CaptureReader.Open(file))
        {
            var id = writer.AddInterface(LinkType.Ethernet, 262_144, "lo");
            if (place == 0)
            {
                writer.AddSecrets(CaptureSecret.TlsKeyLog, log);
            }
            while (reader.TryReadNext(out var frame))
            {
                if (frame.Number == place)
                {
                    writer.AddSecrets(CaptureSecret.TlsKeyLog, log);
                }
                writer.Write(id, frame.Time, frame.Data, frame.OriginalLength);
            }
            if (place > 1000)
            {
                writer.AddSecrets(CaptureSecret.TlsKeyLog, log);
            }
        }
        return stream.ToArray();
    }
}
