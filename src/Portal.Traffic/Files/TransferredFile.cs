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

    /// <summary>Pieces that came ahead of their place are kept up to this, as in Zeek; then the holes before them are given up.</summary>
    internal const int MaxAheadBytes = 512 * 1024;

    private readonly TransferredFiles _run;
    private readonly List<(string Uid, ConnectionId Id)> _flows;
    private readonly string _source;
    private readonly Side _sender;
    private readonly FrameStamp _first;
    private readonly List<string> _analyzers = [];
    private SortedList<long, byte[]>? _ahead;
    private int _aheadBytes;
    private long _position;
    private FrameStamp _last;
    private byte[]? _head;
    private int _headLength;
    private FileDigests? _digests;
    private FileReading? _reading;
    private bool _isJudged;
    private string? _givenMimeType;

    internal TransferredFile(
        TransferredFiles run,
        string uid,
        ConnectionId id,
        string source,
        Side sender,
        FrameStamp first,
        string fuid
    )
    {
        (_run, _source, _sender) = (run, source, sender);
        _flows = [(uid, id)];
        _first = _last = first;
        Fuid = fuid;
    }

    /// <summary>Zeek-like file identifier, the same on every run.</summary>
    public string Fuid { get; }

    /// <summary>The file is over and its record written.</summary>
    public bool IsClosed { get; private set; }

    internal long FirstFrame => _first.Number;

    /// <summary>The time of the last byte, in nanoseconds since 1970 UTC.</summary>
    internal long LastTime => _last.Time;

    public string? FileName { get; set; }

    public long Depth { get; set; }

    /// <summary>The type that the protocol's header names; null without one.</summary>
    public string? DeclaredMimeType { get; set; }

    /// <summary>Not one file but several, or a part of one, which have rows of their own: only who watches hears of it.</summary>
    internal bool IsBody { get; init; }

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
            _reading ??= FileReading.Of(this, _run.Records, OnReadingFailed);
        }
    }

    /// <summary>Called once when the type has been decided from the bytes or the file turned out to have none.</summary>
    public Action<TransferredFile>? Judged { get; set; }

    /// <summary>Names an analyzer of <c>files.analyzers</c> besides the hashes, for example <c>X509</c>.</summary>
    public void AddAnalyzer(string name) => _analyzers.Add(name);

    /// <summary>The next bytes.</summary>
    public void Data(ReadOnlySpan<byte> bytes, FrameStamp frame)
    {
        if (!IsClosed && !bytes.IsEmpty)
        {
            Touch(frame);
            Append(bytes);
        }
    }

    /// <summary>Bytes at a place of their own, in any order: parts of one file that several responses carry. Ends the file when it is whole.</summary>
    public void DataAt(long offset, ReadOnlySpan<byte> bytes, FrameStamp frame)
    {
        if (IsClosed || bytes.IsEmpty)
        {
            return;
        }
        Touch(frame);
        if (offset > _position)
        {
            KeepAhead(offset, bytes);
        }
        else if (offset + bytes.Length > _position)
        {
            Append(bytes[(int)(_position - offset)..]);
            TakeAhead();
        }
        if (_position >= TotalBytes)
        {
            Close(frame);
        }
    }

    /// <summary>Another flow carries the file too: it gets a row as well.</summary>
    internal void AddFlow(string uid, ConnectionId id)
    {
        if (!_flows.Exists(flow => flow.Uid == uid))
        {
            _flows.Add((uid, id));
        }
    }

    /// <summary>Bytes of the file that were never captured.</summary>
    public void Gap(long bytes, FrameStamp frame)
    {
        if (IsClosed || bytes <= 0)
        {
            return;
        }
        Touch(frame);
        Judge();
        MissingBytes += bytes;
        _position += bytes;
        _run.Observer?.OnGap(this, bytes);
        _reading?.Gap();
        DropDigests();
    }

    /// <summary>Bytes came that cannot be turned into content; the file is incomplete from here on.</summary>
    public void Overflow(long bytes, FrameStamp frame)
    {
        if (IsClosed || bytes <= 0)
        {
            return;
        }
        Touch(frame);
        Judge();
        OverflowBytes += bytes;
        _reading?.Gap();
        DropDigests();
    }

    /// <summary>The file is over: its record is written. Further calls do nothing.</summary>
    /// <param name="frame">The frame that ended it.</param>
    /// <param name="isTimedOut">It did not end but stopped.</param>
    public void Close(FrameStamp frame, bool isTimedOut = false)
    {
        if (IsClosed)
        {
            return;
        }
        for (var hole = NextHole(); hole > 0; hole = NextHole())
        {
            MissingBytes += hole;
            SkipHole(hole);
        }
        Judge();
        IsClosed = true;
        (string? Md5, string? Sha1, string? Sha256) digests = default;
        if (IsWanted && MissingBytes + OverflowBytes == 0 && SeenBytes > 0)
        {
            digests = _digests?.Finish() ?? FileDigests.Of(_head.AsSpan(0, _headLength));
        }
        DropDigests();
        _reading?.Close(_first, frame);
        if (!IsWanted)
        {
            return;
        }
        var isFirst = true;
        foreach (var (uid, id) in _flows)
        {
            var record = Record(uid, id, isTimedOut, digests);
            if (isFirst)
            {
                _run.Observer?.OnClose(this, record, _run.Records);
            }
            isFirst = false;
            if (HasRow)
            {
                _run.Records.Write(FilesRecord.Table, record);
            }
        }
    }

    /// <summary>Certificates have a table of their own, x509; Zeek leaves them out of files.log too.</summary>
    private bool HasRow => !IsBody && !_analyzers.Contains("X509");

    /// <summary>Somebody reads the record, so that the digests in it are worth their time.</summary>
    private bool IsWanted => HasRow || _run.Observer is not null;

    private FilesRecord Record(
        string uid,
        ConnectionId id,
        bool isTimedOut,
        (string? Md5, string? Sha1, string? Sha256) digests
    ) =>
        new()
        {
            Timestamp = _first.Time,
            Uid = uid,
            Id = id,
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
                IpAddress.TryParse(_sender == Side.Originator ? id.OriginatorHost : id.ResponderHost, out var address)
                && _run.Local.Contains(address),
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

    /// <summary>Segments that waited for an earlier one come with their own, older frames.</summary>
    private void Touch(FrameStamp frame) =>
        _last = (frame.Time, frame.Number).CompareTo((_last.Time, _last.Number)) > 0 ? frame : _last;

    private void Append(ReadOnlySpan<byte> bytes)
    {
        SeenBytes += bytes.Length;
        _position += bytes.Length;
        _run.Observer?.OnData(this, bytes);
        var wasRead = _reading is not null;
        _reading?.Data(bytes);
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
            if (!wasRead)
            {
                _reading?.Data(bytes);
            }
        }
        _digests.Append(bytes);
    }

    private void KeepAhead(long offset, ReadOnlySpan<byte> bytes)
    {
        _ahead ??= [];
        if (_ahead.TryAdd(offset, bytes.ToArray()))
        {
            _aheadBytes += bytes.Length;
        }
        while (_aheadBytes > MaxAheadBytes)
        {
            var hole = NextHole();
            OverflowBytes += hole;
            SkipHole(hole);
        }
    }

    /// <summary>Bytes that miss before the first piece that came ahead; 0 without one.</summary>
    private long NextHole() => _ahead is { Count: > 0 } ahead ? ahead.Keys[0] - _position : 0;

    private void SkipHole(long bytes)
    {
        Judge();
        DropDigests();
        _run.Observer?.OnGap(this, bytes);
        _reading?.Gap();
        _position += bytes;
        TakeAhead();
    }

    private void TakeAhead()
    {
        while (_ahead is { Count: > 0 } ahead && ahead.Keys[0] <= _position)
        {
            var (offset, bytes) = (ahead.Keys[0], ahead.Values[0]);
            ahead.RemoveAt(0);
            _aheadBytes -= bytes.Length;
            if (offset + bytes.Length > _position)
            {
                Append(bytes.AsSpan((int)(_position - offset)));
            }
        }
    }

    private void Judge()
    {
        if (!_isJudged)
        {
            MimeType = MimeSignatures.Judge(_head.AsSpan(0, _headLength));
            _reading?.Data(_head.AsSpan(0, _headLength));
            Judged?.Invoke(this);
        }
    }

    private void OnReadingFailed(Exception exception) =>
        _run.Records.Write(
            WeirdRecord.Table,
            new WeirdRecord
            {
                Timestamp = _last.Time,
                Uid = _flows[0].Uid,
                Id = _flows[0].Id,
                FirstFrame = _first.Number,
                LastFrame = Math.Max(_first.Number, _last.Number),
                Name = "analyzer_failed",
                Additional = $"{MimeType}: {exception.GetType().Name}",
                Source = "portal",
            }
        );

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
