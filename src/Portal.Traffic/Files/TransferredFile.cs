using System.Buffers;
using Portal.Traffic.Packets;
using Portal.Traffic.Records;

namespace Portal.Traffic.Files;

#pragma warning disable CA1001 // Close releases what it holds, and its callers know Close only.
/// <summary>A file on its way: typed by its first bytes, hashed as it passes, written to <c>files</c> when it ends.</summary>
public sealed class TransferredFile
{
    /// <summary>How many first bytes decide the type, as in Zeek; a file that is no longer is hashed in one go.</summary>
    internal const int HeadBytes = 4096;

    private readonly IRecordSink _records;
    private readonly IFileObserver? _observer;
    private readonly string _uid;
    private readonly ConnectionId _id;
    private readonly string _source;
    private readonly Side _sender;
    private readonly FrameStamp _first;
    private readonly List<string> _analyzers = [];
    private FrameStamp _last;
    private byte[]? _head;
    private int _headLength;
    private FileDigests? _digests;
    private bool _isJudged;
    private bool _isClosed;
    private string? _givenMimeType;

    internal TransferredFile(
        IRecordSink records,
        IFileObserver? observer,
        string uid,
        ConnectionId id,
        string source,
        Side sender,
        FrameStamp first,
        string fuid
    )
    {
        (_records, _observer, _uid, _id, _source, _sender) = (records, observer, uid, id, source, sender);
        _first = _last = first;
        Fuid = fuid;
    }

    /// <summary>Zeek-like file identifier, the same on every run.</summary>
    public string Fuid { get; }

    public string? FileName { get; set; }

    public long Depth { get; set; }

    /// <summary>The file that this one came out of, for example a multipart body.</summary>
    public string? ParentFuid { get; set; }

    /// <summary>What the protocol announced, in bytes; null if it did not.</summary>
    public long? TotalBytes { get; set; }

    public long SeenBytes { get; private set; }

    public long MissingBytes { get; private set; }

    /// <summary>Bytes that came but could not be used, for example behind damage in compressed data.</summary>
    public long OverflowBytes { get; private set; }

    /// <summary>
    /// The type: what the protocol gave, else what the first bytes look like. Null while undecided (the first
    /// <c>4096</c> bytes, a gap or the end decide) and when nothing matched. Setting it overrules the bytes.
    /// </summary>
    public string? MimeType
    {
        get => _givenMimeType;
        set
        {
            _givenMimeType = value;
            _isJudged = true;
        }
    }

    /// <summary>Called once when the type has been decided from the bytes or the file turned out to have none.</summary>
    public Action<TransferredFile>? Judged { get; set; }

    /// <summary>Names an analyzer of <c>files.analyzers</c> besides the hashes, for example <c>X509</c>.</summary>
    public void AddAnalyzer(string name) => _analyzers.Add(name);

    public void Data(ReadOnlySpan<byte> bytes, FrameStamp frame)
    {
        if (_isClosed || bytes.IsEmpty)
        {
            return;
        }
        _last = frame;
        SeenBytes += bytes.Length;
        _observer?.OnData(this, bytes);
        if (MissingBytes + OverflowBytes > 0)
        {
            return;
        }
        if (_digests is null)
        {
            var taken = bytes[..Math.Min(bytes.Length, HeadBytes - _headLength)];
            _head ??= ArrayPool<byte>.Shared.Rent(HeadBytes);
            taken.CopyTo(_head.AsSpan(_headLength));
            _headLength += taken.Length;
            if (_headLength < HeadBytes)
            {
                return;
            }
            Judge();
            _digests = new FileDigests();
            _digests.Append(_head.AsSpan(0, _headLength));
            ReleaseHead();
            bytes = bytes[taken.Length..];
        }
        _digests.Append(bytes);
    }

    /// <summary>Bytes of the file that were never captured.</summary>
    public void Gap(long bytes, FrameStamp frame)
    {
        if (_isClosed || bytes <= 0)
        {
            return;
        }
        _last = frame;
        Judge();
        MissingBytes += bytes;
        _observer?.OnGap(this, bytes);
        DropDigests();
    }

    /// <summary>Bytes came that cannot be turned into content; the file is incomplete from here on.</summary>
    public void Overflow(long bytes, FrameStamp frame)
    {
        if (_isClosed || bytes <= 0)
        {
            return;
        }
        _last = frame;
        Judge();
        OverflowBytes += bytes;
        DropDigests();
    }

    /// <summary>The file is over: its record is written. Further calls do nothing.</summary>
    /// <param name="frame">The frame that ended it.</param>
    /// <param name="isTimedOut">It did not end but stopped.</param>
    public void Close(FrameStamp frame, bool isTimedOut = false)
    {
        if (_isClosed)
        {
            return;
        }
        Judge();
        _isClosed = true;
        (string? Md5, string? Sha1, string? Sha256) digests = default;
        if (MissingBytes + OverflowBytes == 0 && SeenBytes > 0)
        {
            digests = _digests?.Finish() ?? FileDigests.Of(_head.AsSpan(0, _headLength));
        }
        _digests?.Dispose();
        ReleaseHead();

        var record = new FilesRecord
        {
            Timestamp = _first.Time,
            Uid = _uid,
            Id = _id,
            FirstFrame = _first.Number,
            LastFrame = Math.Max(_first.Number, _last.Number),
            Fuid = Fuid,
            Source = _source,
            Depth = Depth,
            Analyzers = FileAnalyzers.Order(_analyzers, MimeType),
            MimeType = MimeType,
            FileName = FileName,
            Duration = Math.Max(0, _last.Time - _first.Time) / (double)UnixTime.NanosecondsPerSecond,
            IsLocalOriginator =
                IpAddress.TryParse(_sender == Side.Originator ? _id.OriginatorHost : _id.ResponderHost, out var address)
                && LocalNetworks.Private.Contains(address),
            IsOriginator = _sender == Side.Originator,
            SeenBytes = SeenBytes,
            TotalBytes = TotalBytes,
            MissingBytes = MissingBytes,
            OverflowBytes = OverflowBytes,
            IsTimedOut = isTimedOut,
            ParentFuid = ParentFuid,
            Md5 = digests.Md5,
            Sha1 = digests.Sha1,
            Sha256 = digests.Sha256,
        };
        _observer?.OnClose(this, record);
        // Certificates have a table of their own, x509; Zeek leaves them out of files.log too.
        if (!_analyzers.Contains("X509"))
        {
            _records.Write(FilesRecord.Table, record);
        }
    }

    private void Judge()
    {
        if (!_isJudged)
        {
            MimeType = MimeSignatures.Judge(_head.AsSpan(0, _headLength));
            Judged?.Invoke(this);
        }
    }

    private void DropDigests()
    {
        ReleaseHead();
        _digests?.Dispose();
        _digests = null;
    }

    private void ReleaseHead()
    {
        if (_head is not null)
        {
            ArrayPool<byte>.Shared.Return(_head);
            _head = null;
        }
    }
}
