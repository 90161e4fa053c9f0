using Portal.Traffic.Files;

namespace Portal.Traffic.Protocols.Http;

/// <summary>A body on its way: its content coding undone, multipart bodies taken apart, the content handed on as a file.</summary>
internal sealed class HttpEntity : IDisposable
{
    private readonly FlowContext _flow;
    private readonly HttpTransaction _transaction;
    private readonly Side _side;
    private readonly HttpEntityHead _head;
    private readonly HttpDecoder? _decoder;
    private readonly HttpMultipart? _parts;
    private readonly HttpForm? _form;
    private readonly HttpFormData? _fields;
    private TransferredFile? _file;
    private TransferredFile? _body;
    private long _offset;
    private long _undecodable;

    public HttpEntity(FlowContext flow, HttpTransaction transaction, Side side, HttpEntityHead head, int nesting = 0)
    {
        (_flow, _transaction, _side, _head) = (flow, transaction, side, head);
        _decoder = head.Coding == HttpCoding.Identity ? null : new HttpDecoder(head.Coding);
        _fields =
            side == Side.Originator && head.MediaType == "multipart/form-data"
                ? new HttpFormData(flow, transaction)
                : null;
        _parts =
            head.Boundary is { } boundary && nesting < HttpLimits.MaxNesting
                ? new HttpMultipart(
                    boundary,
                    part => new HttpEntity(flow, transaction, side, part, nesting + 1) { Field = _fields?.Open(part) }
                )
                : null;
        _form =
            side == Side.Originator && HttpForm.IsForm(head.MediaType)
                ? new HttpForm(flow, transaction, head.MediaType)
                : null;
    }

    /// <summary>What the body is a part of, when it is fetched in ranges; else null.</summary>
    public string? SharedName { get; init; }

    /// <summary>The file ends with this body even if it is fetched in ranges.</summary>
    public bool IsLastPart { get; init; }

    /// <summary>The field of a form that this part is, when it is one that tells who logs on; a password becomes no file.</summary>
    public HttpFormData.Field? Field { get; init; }

    /// <summary>Decoded bytes, those in gaps included.</summary>
    public long Length { get; private set; }

    public void Data(ReadOnlySpan<byte> bytes, FrameStamp frame)
    {
        if (_decoder is null)
        {
            Clear(bytes, frame);
            return;
        }
        var input = bytes;
        while (_decoder.Next(ref input, out var output))
        {
            Clear(output, frame);
        }
        if (_decoder.IsBroken)
        {
            if (_undecodable == 0)
            {
                _flow.Weird(_decoder.IsTooLarge ? "http_decoded_body_too_large" : "inflate_failed", source: "HTTP");
            }
            _undecodable += bytes.Length;
            _file?.Overflow(bytes.Length, frame);
        }
    }

    public void Gap(long bytes, FrameStamp frame)
    {
        Length += bytes;
        Lose();
        _decoder?.Break();
        if (Field is { IsSecret: true })
        {
            return;
        }
        if (_parts is not null)
        {
            _parts.Gap(bytes, frame);
            Body(frame)?.Gap(bytes, frame);
            return;
        }
        if (SharedName is null)
        {
            File(frame).Gap(bytes, frame);
        }
        else
        {
            Body(frame)?.Gap(bytes, frame);
        }
        _offset += bytes;
    }

    /// <summary>Some of it is missing: a form in it is not read.</summary>
    public void Lose()
    {
        _form?.Lose();
        Field?.Lose();
    }

    public void End(FrameStamp frame)
    {
        _parts?.End(frame);
        if (AnnouncedBytes() > Length)
        {
            Lose();
        }
        _form?.End(frame);
        _fields?.End(frame);
        _body?.Close(frame);
        if (SharedName is null || IsLastPart)
        {
            _file?.Close(frame);
        }
        Dispose();
    }

    public void Dispose() => _decoder?.Dispose();

    private void Clear(ReadOnlySpan<byte> bytes, FrameStamp frame)
    {
        Length += bytes.Length;
        _form?.Add(bytes);
        Field?.Add(bytes);
        if (Field is { IsSecret: true })
        {
            return;
        }
        if (_parts is not null)
        {
            _parts.Data(bytes, frame);
            Body(frame)?.Data(bytes, frame);
            return;
        }
        var file = File(frame);
        if (SharedName is null)
        {
            file.Data(bytes, frame);
        }
        else
        {
            file.DataAt(_offset, bytes, frame);
            Body(frame)?.Data(bytes, frame);
        }
        _offset += bytes.Length;
    }

    /// <summary>Of the whole file; null where the headers count encoded bytes, or do not count.</summary>
    private long? AnnouncedBytes() =>
        _head.Coding != HttpCoding.Identity || _head.IsChunked ? null
        : _head.RangeStart is not null ? _head.InstanceLength
        : _head.ContentLength > 0 ? _head.ContentLength
        : null;

    /// <summary>The body as it was sent where it is more than one file or only a part of one, for who keeps contents.</summary>
    private TransferredFile? Body(FrameStamp frame)
    {
        if (_body is null && (_body = _flow.Files.OpenBody("HTTP", _side, frame)) is { } body)
        {
            body.DeclaredMimeType = _head.MediaType;
            body.FileName = _head.FileName;
            body.TotalBytes = _head.RangeStart is null ? AnnouncedBytes() : _head.ContentLength;
        }
        return _body;
    }

    private TransferredFile File(FrameStamp frame)
    {
        if (_file is null)
        {
            _offset = _head.RangeStart ?? 0;
            _file = SharedName is null
                ? _flow.Files.Open("HTTP", _side, frame)
                : _flow.Files.OpenShared("HTTP", _side, frame, SharedName);
            _file.FileName ??= _head.FileName;
            _file.DeclaredMimeType ??= _head.MediaType;
            _file.TotalBytes ??= AnnouncedBytes();
            _transaction.AddFile(_side, _file);
        }
        return _file;
    }
}
