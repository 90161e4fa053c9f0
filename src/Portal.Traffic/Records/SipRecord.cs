namespace Portal.Traffic.Records;

/// <summary>A SIP request and its response, with the columns and the meaning of Zeek's sip.log.</summary>
public sealed class SipRecord : FlowRecord
{
    public static readonly Table<SipRecord> Table = new Table<SipRecord>("sip")
        .Flow()
        .Count("trans_depth", _ => 0)
        .String("method", record => record.Method)
        .String("uri", record => record.Uri)
        .String("date", record => record.Date)
        .String("request_from", record => record.RequestFrom)
        .String("request_to", record => record.RequestTo)
        .String("response_from", record => record.ResponseFrom)
        .String("response_to", record => record.ResponseTo)
        .String("reply_to", record => record.ReplyTo)
        .String("call_id", record => record.CallId)
        .String("seq", record => record.Sequence)
        .String("subject", record => record.Subject)
        .Vector("request_path", record => record.RequestPath)
        .Vector("response_path", record => record.ResponsePath)
        .String("user_agent", record => record.UserAgent)
        .Count("status_code", record => record.StatusCode)
        .String("status_msg", record => record.StatusMessage)
        .String("warning", record => record.Warning)
        .Count("request_body_len", record => record.RequestBodyLength)
        .Count("response_body_len", record => record.ResponseBodyLength)
        .String("content_type", record => record.ContentType)
        .Frames();

    public string? Method { get; set; }
    public string? Uri { get; set; }
    public string? Date { get; set; }

    /// <summary>Without its tag.</summary>
    public string? RequestFrom { get; set; }
    public string? RequestTo { get; set; }

    /// <summary>Without its tag.</summary>
    public string? ResponseFrom { get; set; }
    public string? ResponseTo { get; set; }
    public string? ReplyTo { get; set; }
    public string? CallId { get; set; }

    /// <summary>Number and method.</summary>
    public string? Sequence { get; set; }
    public string? Subject { get; set; }

    /// <summary>The stations that the messages say they came through, without their branches.</summary>
    public List<string> RequestPath { get; private set; } = [];
    public List<string> ResponsePath { get; private set; } = [];
    public string? UserAgent { get; set; }
    public long? StatusCode { get; set; }
    public string? StatusMessage { get; set; }
    public string? Warning { get; set; }

    /// <summary>Bytes, as the headers say.</summary>
    public long? RequestBodyLength { get; set; }
    public long? ResponseBodyLength { get; set; }

    /// <summary>Of the response.</summary>
    public string? ContentType { get; set; }

    /// <summary>The row as it is now, when more comes for the same transaction.</summary>
    public SipRecord Copy()
    {
        var copy = (SipRecord)MemberwiseClone();
        copy.RequestPath = [.. RequestPath];
        copy.ResponsePath = [.. ResponsePath];
        return copy;
    }
}
