using System.Security.Cryptography;
using Portal.Traffic.Captures;
using Portal.Traffic.Files;
using Portal.Traffic.Flows;
using Portal.Traffic.Protocols;
using Portal.Traffic.Records;

namespace Portal.Fuzz.Seeds;

/// <summary>Good inputs out of the captures of the corpus: frames by link type, flows by protocol, files by media type.</summary>
public sealed class CorpusSeeds : IFileObserver
{
    /// <summary>Inputs of one kind; coverage grows slowly beyond.</summary>
    private const int MaxOfKind = 48;

    /// <summary>Larger captures say nothing that smaller ones do not.</summary>
    private const long MaxCaptureBytes = 4 << 20;

    private const int MaxFileBytes = 8 * 1024;

    private readonly Dictionary<string, List<byte[]>> _kinds = [];
    private readonly HashSet<string> _known = [];
    private readonly Dictionary<TransferredFile, List<byte>> _open = [];

    private CorpusSeeds(string folder) => Folder = folder;

    /// <summary>For targets that have seeds of their own.</summary>
    public static CorpusSeeds Empty { get; } = new("");

    public string Folder { get; }

    /// <summary>Captures of the corpus that are small enough, in the order of their paths.</summary>
    public IEnumerable<string> Captures =>
        Directory
            .EnumerateFiles(Path.Combine(Folder, "captures"), "*", SearchOption.AllDirectories)
            .Where(path => new FileInfo(path).Length <= MaxCaptureBytes)
            .Order(StringComparer.Ordinal);

    public static CorpusSeeds Read(string folder)
    {
        var seeds = new CorpusSeeds(folder);
        foreach (var capture in seeds.Captures)
        {
            seeds.ReadCapture(capture);
        }
        return seeds;
    }

    /// <summary>Frames of a link type, without anything around them.</summary>
    public IReadOnlyList<byte[]> Frames(LinkType linkType) => Of($"frame {linkType}");

    /// <summary>The link types of which there are frames.</summary>
    public IEnumerable<LinkType> LinkTypes => Enum.GetValues<LinkType>().Where(type => Frames(type).Count > 0);

    /// <summary>Flows of a protocol as <see cref="Session"/>s.</summary>
    internal IReadOnlyList<byte[]> Sessions(string protocol, Transports transport) =>
        Of($"flow {protocol} {transport}") is { Count: > 0 } found
            ? found
            : HandMadeFlows.Of($"{protocol} {transport}");

    /// <summary>The beginnings of files that flows carried.</summary>
    public IReadOnlyList<byte[]> Files(string mimeType) => Of($"file {mimeType}");

    public IReadOnlyList<byte[]> AllFiles =>
        [
            .. _kinds
                .Where(kind => kind.Key.StartsWith("file ", StringComparison.Ordinal))
                .SelectMany(kind => kind.Value),
        ];

    public void OnData(TransferredFile file, ReadOnlySpan<byte> bytes)
    {
        if (!_open.TryGetValue(file, out var kept))
        {
            _open.Add(file, kept = []);
        }
        kept.AddRange(bytes[..Math.Min(bytes.Length, MaxFileBytes - kept.Count)]);
    }

    public void OnGap(TransferredFile file, long bytes) { }

    public void OnClose(TransferredFile file, FilesRecord record, IRecordSink records)
    {
        if (_open.Remove(file, out var kept))
        {
            Add($"file {record.MimeType}", [.. kept]);
        }
    }

    private List<byte[]> Of(string kind) => _kinds.GetValueOrDefault(kind) ?? [];

    private void ReadCapture(string path)
    {
        using var stream = File.OpenRead(path);
        if (!CaptureReader.TryOpen(stream, null, out var opened, out _))
        {
            return;
        }
        using var reader = opened;
        var protocols = ProtocolCatalogue.All.Select(protocol => new RecordingProtocol(
            protocol,
            (name, transport, session) => Add($"flow {name} {transport}", session)
        ));
        var analyzer = new TrafficAnalyzer(
            new TrafficAnalyzerOptions { Protocols = [.. protocols], Files = this },
            new ReadingSink()
        );
        while (reader.TryReadNext(out var frame))
        {
            if (frame.IsPacket)
            {
                Add($"frame {frame.LinkType}", frame.Data);
                analyzer.Process(frame.Number, frame.Time, frame.LinkType, frame.Data, frame.OriginalLength);
            }
        }
        analyzer.Finish();
        CorpusKeys.Add(reader.Secrets);
    }

    /// <summary>Keeps it if it is new; when there are enough, of two that are alike in length the first stays.</summary>
    private void Add(string kind, ReadOnlySpan<byte> bytes)
    {
        if (!_kinds.TryGetValue(kind, out var list))
        {
            _kinds.Add(kind, list = []);
        }
        if (bytes.IsEmpty || (list.Count >= MaxOfKind && list.Exists(Like(bytes.Length))))
        {
            return;
        }
        if (list.Count < 4 * MaxOfKind && _known.Add(kind + Convert.ToHexString(SHA256.HashData(bytes))))
        {
            list.Add(bytes.ToArray());
        }
    }

    private static Predicate<byte[]> Like(int length) => known => known.Length == length;
}
