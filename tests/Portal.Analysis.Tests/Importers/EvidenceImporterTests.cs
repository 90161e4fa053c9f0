using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Portal.Analysis.Importers;
using Portal.Analysis.Tests.Store;

namespace Portal.Analysis.Tests.Importers;

public sealed class EvidenceImporterTests : IDisposable
{
    private const string Log =
        "#separator \\x09\n#path\tconn\n#fields\tts\tuid\n#types\ttime\tstring\n1.5\tC1\n2.5\tC2\n";

    private readonly TemporaryStore _temporary = new();

    public void Dispose() => _temporary.Dispose();

    [Fact]
    public void The_hash_is_that_of_the_raw_bytes_however_they_come()
    {
        var bytes = Encoding.UTF8.GetBytes(Log + string.Concat(Enumerable.Repeat("3.5\tC3\n", 700_000)));
        var packed = Gzip(bytes);

        foreach (var raw in new[] { bytes, packed })
        {
            using var pipe = new OneWayStream(raw);
            var manifest = EvidenceImporter.Import(pipe, "stdin", _temporary.Store).Manifest;

            Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(raw)), manifest.Sha256);
            Assert.Equal(raw.Length, manifest.Bytes);
            Assert.Equal(700_002, manifest.Records["conn"]);
            Assert.Equal(1_500_000_000, manifest.FirstTime);
            Assert.Equal(3_500_000_000, manifest.LastTime);
        }
    }

    [Theory]
    [InlineData("", "it is empty")]
    [InlineData("just some words\n", "text that begins with \"just some words\"")]
    [InlineData("SQLite format 3\0", "an SQLite database")]
    [InlineData("\u0001\u0002\u0003", "begins with the bytes 010203")]
    public void What_is_not_supported_is_named(string content, string reason)
    {
        var failure = Assert.Throws<UnreadableEvidenceException>(() => _temporary.Store.Import(content));

        Assert.Contains(reason, failure.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_temporary.Folder, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public void A_packing_that_breaks_off_keeps_what_came_before()
    {
        var lines = string.Concat(
            Enumerable.Range(0, 50_000).Select(i => $"{i}.{i * 7919L % 1_000_000:D6}\tC{i * 104_729L % 999_983}\n")
        );
        var packed = Gzip(Encoding.UTF8.GetBytes(Log + lines));

        var manifest = _temporary.Store.Import(packed[..(packed.Length / 2)]).Manifest;

        Assert.True(manifest.IsPartial);
        Assert.InRange(manifest.Records["conn"], 10_000, 45_000);
        Assert.Contains(manifest.Warnings, warning => warning.Code == "packing_broken");
    }

    [Fact]
    public void Members_of_an_archive_go_to_one_set_and_others_are_named()
    {
        var zip = Zip(
            ("a/conn.log", Encoding.UTF8.GetBytes(Log)),
            ("b/conn.log.gz", Gzip(Encoding.UTF8.GetBytes(Log))),
            ("readme.txt", "words"u8.ToArray()),
            ("inner.zip", Zip(("x", "x"u8.ToArray()))),
            ("c.pcap", [0xd4, 0xc3, 0xb2, 0xa1, 2, 0, 4, 0, .. new byte[16]])
        );

        var set = _temporary.Store.Import(zip, "logs.zip");

        Assert.Equal("zeek-tsv", set.Manifest.Kind);
        Assert.Equal(
            ["a/conn.log|5|C1", "a/conn.log|6|C2", "b/conn.log.gz|5|C1", "b/conn.log.gz|6|C2"],
            set.Rows("SELECT member, line, uid FROM conn ORDER BY ALL")
        );
        Assert.Equal(3, Assert.Single(set.Manifest.Warnings, warning => warning.Code == "member_unsupported").Count);
    }

    [Fact]
    public void A_tar_and_a_zip_from_a_pipe_are_read_too()
    {
        var log = Encoding.UTF8.GetBytes(Log);
        foreach (
            var archive in new[]
            {
                Gzip(Tar(("conn.log", log))),
                Tar(("conn.log", log)),
                Zip(("conn.log", log)),
                Gzip(Zip(("conn.log", log))),
            }
        )
        {
            using var pipe = new OneWayStream(archive);
            var set = EvidenceImporter.Import(pipe, "stdin", _temporary.Store);

            Assert.Equal(2, set.Manifest.Records["conn"]);
            Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(archive)), set.Manifest.Sha256);
            Assert.DoesNotContain(
                Directory.GetFiles(set.Folder),
                file => file.EndsWith(".spool", StringComparison.Ordinal)
            );
        }
    }

    [Fact]
    public void A_cut_archive_keeps_the_members_before_the_cut()
    {
        var tar = Tar(("conn.log", Encoding.UTF8.GetBytes(Log)), ("dns.log", new byte[5000]));

        var manifest = _temporary.Store.Import(tar[..2000]).Manifest;

        Assert.True(manifest.IsPartial);
        Assert.Equal(2, manifest.Records["conn"]);
    }

    [Fact]
    public void An_archive_without_anything_readable_says_why()
    {
        var failure = Assert.Throws<UnreadableEvidenceException>(() =>
            _temporary.Store.Import(Zip(("readme.txt", "words"u8.ToArray())))
        );

        Assert.Contains("readme.txt: this kind is not supported", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Cancelling_leaves_nothing()
    {
        using var cancellation = new CancellationTokenSource();
        using var stream = new MemoryStream(
            Encoding.UTF8.GetBytes(Log + string.Concat(Enumerable.Repeat("3.5\tC3\n", 50_000)))
        );
        var seen = new List<ImportProgress>();
        var progress = new Callback(report =>
        {
            seen.Add(report);
            cancellation.Cancel();
        });

        Assert.Throws<OperationCanceledException>(() =>
            EvidenceImporter.Import(stream, "conn.log", _temporary.Store, null, progress, cancellation.Token)
        );

        Assert.Equal(stream.Length, seen[0].BytesTotal);
        Assert.Empty(Directory.GetFiles(_temporary.Folder, "*", SearchOption.AllDirectories));
    }

    private static byte[] Gzip(byte[] content)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
        {
            gzip.Write(content);
        }
        return packed.ToArray();
    }

    private static byte[] Zip(params (string Name, byte[] Content)[] members)
    {
        using var packed = new MemoryStream();
        using (var zip = new ZipArchive(packed, ZipArchiveMode.Create))
        {
            foreach (var (name, content) in members)
            {
                using var entry = zip.CreateEntry(name).Open();
                entry.Write(content);
            }
        }
        return packed.ToArray();
    }

    /// <summary>The second member's header has a size, or a time, beyond all ranges (base 256, as GNU tar writes large ones).</summary>
    [Theory]
    [InlineData(124, true)]
    [InlineData(136, false)] // nobody needs the time
    public void A_size_of_a_tar_that_no_file_has_ends_it_there(int field, bool isBroken)
    {
        var tar = UstarOfTwo();
        var header = tar.AsSpan(1024, 512);
        header.Slice(field, 12).Fill(0xFF);
        header[field] = 0x80;
        header[field + 1] = 0x78;
        Sign(header);

        var manifest = _temporary.Store.Import(tar).Manifest;

        Assert.Equal(isBroken, manifest.Warnings.Any(warning => warning.Code == "archive_broken"));
        Assert.Equal(isBroken ? 2 : 4, manifest.Records["conn"]);
    }

    /// <summary>What the framework's writer makes, in each of its formats, with a name that needs more than the header.</summary>
    [Theory]
    [InlineData(TarEntryFormat.Ustar)]
    [InlineData(TarEntryFormat.Pax)]
    [InlineData(TarEntryFormat.Gnu)]
    public void Every_format_of_tar_is_read(TarEntryFormat format)
    {
        var folder = new string('a', 90) + "/" + new string('b', 40);
        var log = Encoding.UTF8.GetBytes(Log);
        var packed = new MemoryStream();
        using (var tar = new TarWriter(packed, format, leaveOpen: true))
        {
            TarEntry Entry(TarEntryType type, string name) =>
                format switch
                {
                    TarEntryFormat.Ustar => new UstarTarEntry(type, name),
                    TarEntryFormat.Pax => new PaxTarEntry(type, name),
                    _ => new GnuTarEntry(type, name),
                };
            tar.WriteEntry(Entry(TarEntryType.Directory, folder + "/"));
            foreach (var name in new[] { "one.log", "two.log" })
            {
                var entry = Entry(TarEntryType.RegularFile, $"{folder}/{name}");
                entry.DataStream = new MemoryStream(log);
                tar.WriteEntry(entry);
            }
        }

        var set = _temporary.Store.Import(packed.ToArray());

        Assert.Empty(set.Manifest.Warnings);
        Assert.False(set.Manifest.IsPartial);
        Assert.Equal(4, set.Manifest.Records["conn"]);
        Assert.Equal(
            [$"{folder}/one.log", $"{folder}/two.log"],
            set.Rows("SELECT DISTINCT member FROM conn ORDER BY member")
        );
    }

    [Theory]
    [InlineData(124)]
    [InlineData(148)]
    public void A_header_of_nothing_but_set_bits_ends_the_archive(int field)
    {
        var tar = UstarOfTwo();
        tar.AsSpan(1024 + field, 8).Fill(0xFF);

        var manifest = _temporary.Store.Import(tar).Manifest;

        Assert.True(manifest.IsPartial);
        Assert.Equal(2, manifest.Records["conn"]);
    }

    [Fact]
    public void A_name_that_claims_a_gigabyte_takes_no_memory()
    {
        var header = new byte[512];
        Encoding.ASCII.GetBytes("././@LongLink").CopyTo(header, 0);
        Encoding.ASCII.GetBytes("10000000000").CopyTo(header, 124);
        header[156] = (byte)'L';
        Encoding.ASCII.GetBytes("ustar  ").CopyTo(header, 257);
        Sign(header);
        var before = GC.GetTotalAllocatedBytes();

        Assert.Throws<UnreadableEvidenceException>(() => _temporary.Store.Import(header));

        Assert.InRange(GC.GetTotalAllocatedBytes() - before, 0, 64 << 20);
    }

    private static void Sign(Span<byte> header)
    {
        header.Slice(148, 8).Fill((byte)' ');
        var sum = 0;
        foreach (var value in header)
        {
            sum += value;
        }
        Encoding.ASCII.GetBytes(Convert.ToString(sum, 8).PadLeft(6, '0') + "\0 ").CopyTo(header[148..]);
    }

    private static byte[] UstarOfTwo()
    {
        var packed = new MemoryStream();
        using (var tar = new TarWriter(packed, TarEntryFormat.Ustar, leaveOpen: true))
        {
            foreach (var name in new[] { "conn.log", "dns.log" })
            {
                tar.WriteEntry(
                    new UstarTarEntry(TarEntryType.RegularFile, name)
                    {
                        DataStream = new MemoryStream(Encoding.UTF8.GetBytes(Log)),
                    }
                );
            }
        }
        return packed.ToArray();
    }

    private static byte[] Tar(params (string Name, byte[] Content)[] members)
    {
        using var packed = new MemoryStream();
        using (var tar = new TarWriter(packed, leaveOpen: true))
        {
            foreach (var (name, content) in members)
            {
                tar.WriteEntry(
                    new PaxTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(content) }
                );
            }
        }
        return packed.ToArray();
    }

    private sealed class Callback(Action<ImportProgress> action) : IProgress<ImportProgress>
    {
        public void Report(ImportProgress value) => action(value);
    }
}
