using System.Globalization;
using Portal.Traffic.Credentials;
using Portal.Traffic.Files;
using Portal.Traffic.Records;

namespace Portal.Traffic.Protocols.Http;

/// <summary>A request and its response while they pass.</summary>
internal sealed class HttpTransaction(HttpRecord record)
{
    private readonly List<string>[] _fuids =
    [
        [],
        [],
    ];
    private readonly List<string>[] _fileNames =
    [
        [],
        [],
    ];
    private readonly List<string>[] _mimeTypes =
    [
        [],
        [],
    ];
    private List<string>? _proxied;
    private List<(Credential Credential, bool IsForm)>? _credentials;

    public HttpRecord Record { get; } = record;

    /// <summary>Of the request; null when only the response was seen.</summary>
    public int? RequestVersion { get; set; }

    public bool IsHead { get; set; }

    public bool IsConnect { get; set; }

    /// <summary>Null while neither side has a header about another protocol.</summary>
    public HttpUpgrade? Upgrade { get; set; }

    /// <summary>The request was not seen or is not known.</summary>
    public bool IsResponseOnly { get; set; }

    public bool IsRangeRequest { get; set; }

    /// <summary>A final status line was seen.</summary>
    public bool IsAnswered { get; set; }

    public bool IsRequestDone { get; set; }

    public bool IsResponseDone { get; set; }

    public void AddProxied(string header)
    {
        _proxied ??= [];
        if (_proxied.Count < HttpLimits.MaxProxied && !_proxied.Contains(header))
        {
            _proxied.Add(header);
        }
    }

    /// <summary>A secret in the headers: the status is the verdict on it.</summary>
    public void AddLogon(Credential credential) => Add(credential, isForm: false);

    /// <summary>A secret in a form: only a refusal can be told from the status.</summary>
    public void AddForm(Credential credential) => Add(credential, isForm: true);

    /// <summary>The final status came. RFC 9110 §15.5: 401 and 407 ask for other credentials, 403 refuses these.</summary>
    public void Judge(int status, FrameStamp frame)
    {
        foreach (var (credential, isForm) in _credentials ?? [])
        {
            bool? isAccepted =
                status is 401 or 407 or 403 ? false
                : isForm || status >= 400 ? null
                : true;
            credential.Answer(isAccepted, status.ToString(CultureInfo.InvariantCulture), frame);
        }
        _credentials = null;
    }

    public void AddFile(Side side, TransferredFile file)
    {
        Add(_fuids[(int)side], file.Fuid);
        if (file.FileName is { } name)
        {
            Add(_fileNames[(int)side], name);
        }
        file.Judged = judged =>
        {
            if (judged.MimeType is { } mimeType)
            {
                Add(_mimeTypes[(int)side], mimeType);
            }
        };
    }

    public void Write(IRecordSink sink)
    {
        Record.Proxied = _proxied;
        Record.OriginatorFuids = NullIfEmpty(_fuids[0]);
        Record.OriginatorFileNames = NullIfEmpty(_fileNames[0]);
        Record.OriginatorMimeTypes = NullIfEmpty(_mimeTypes[0]);
        Record.ResponderFuids = NullIfEmpty(_fuids[1]);
        Record.ResponderFileNames = NullIfEmpty(_fileNames[1]);
        Record.ResponderMimeTypes = NullIfEmpty(_mimeTypes[1]);
        sink.Write(HttpRecord.Table, Record);
    }

    private void Add(Credential credential, bool isForm)
    {
        _credentials ??= [];
        if (_credentials.Count < HttpLimits.MaxCredentials)
        {
            _credentials.Add((credential, isForm));
        }
    }

    private static void Add(List<string> list, string value)
    {
        if (list.Count < HttpLimits.MaxFilesInRecord)
        {
            list.Add(value);
        }
    }

    private static List<string>? NullIfEmpty(List<string> list) => list.Count == 0 ? null : list;
}
