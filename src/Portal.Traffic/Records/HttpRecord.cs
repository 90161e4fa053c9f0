namespace Portal.Traffic.Records;

/// <summary>One request and its response, with the columns and the meaning of Zeek's http.log; the first frame is the request's.</summary>
public sealed class HttpRecord : FlowRecord
{
    public static readonly Table<HttpRecord> Table = new Table<HttpRecord>("http")
        .Flow()
        .Count("trans_depth", record => record.Depth)
        .String("method", record => record.Method)
        .String("host", record => record.Host)
        .String("uri", record => record.Uri)
        .String("referrer", record => record.Referrer)
        .String("version", record => record.Version)
        .String("user_agent", record => record.UserAgent)
        .String("origin", record => record.Origin)
        .Count("request_body_len", record => record.RequestBodyLength)
        .Count("response_body_len", record => record.ResponseBodyLength)
        .Count("status_code", record => record.StatusCode)
        .String("status_msg", record => record.StatusMessage)
        .Count("info_code", record => record.InformationalCode)
        .String("info_msg", record => record.InformationalMessage)
        .EnumSet("tags", record => record.Tags)
        .String("username", record => record.UserName)
        .String("password", _ => null)
        .Set("proxied", record => record.Proxied)
        .Vector("orig_fuids", record => record.OriginatorFuids)
        .Vector("orig_filenames", record => record.OriginatorFileNames)
        .Vector("orig_mime_types", record => record.OriginatorMimeTypes)
        .Vector("resp_fuids", record => record.ResponderFuids)
        .Vector("resp_filenames", record => record.ResponderFileNames)
        .Vector("resp_mime_types", record => record.ResponderMimeTypes)
        .Frames();

    /// <summary>The number of the transaction in its flow, from 1.</summary>
    public required long Depth { get; init; }
    public string? Method { get; set; }
    public string? Host { get; set; }

    /// <summary>As the request line has it, with percent-encoding undone.</summary>
    public string? Uri { get; set; }
    public string? Referrer { get; set; }

    /// <summary>Of the response.</summary>
    public string? Version { get; set; }
    public string? UserAgent { get; set; }
    public string? Origin { get; set; }

    /// <summary>Bytes of the body after transfer and content coding were undone.</summary>
    public long RequestBodyLength { get; set; }
    public long ResponseBodyLength { get; set; }
    public long? StatusCode { get; set; }
    public string? StatusMessage { get; set; }

    /// <summary>The last 1xx status.</summary>
    public long? InformationalCode { get; set; }
    public string? InformationalMessage { get; set; }
    public IReadOnlyList<string> Tags { get; set; } = [];

    /// <summary>Of Basic authentication. The password is never kept: it stays in the capture, and the column is always unset.</summary>
    public string? UserName { get; set; }

    /// <summary>Headers of proxies as <c>NAME -> value</c>.</summary>
    public IReadOnlyList<string>? Proxied { get; set; }
    public IReadOnlyList<string>? OriginatorFuids { get; set; }
    public IReadOnlyList<string>? OriginatorFileNames { get; set; }
    public IReadOnlyList<string>? OriginatorMimeTypes { get; set; }
    public IReadOnlyList<string>? ResponderFuids { get; set; }
    public IReadOnlyList<string>? ResponderFileNames { get; set; }
    public IReadOnlyList<string>? ResponderMimeTypes { get; set; }
}
