namespace Portal.Traffic.Records;

/// <summary>One mail transaction, with the columns and the meaning of Zeek's smtp.log.</summary>
public sealed class SmtpRecord : FlowRecord
{
    public static readonly Table<SmtpRecord> Table = new Table<SmtpRecord>("smtp")
        .Flow()
        .Count("trans_depth", record => record.Depth)
        .String("helo", record => record.Helo)
        .String("mailfrom", record => record.MailFrom)
        .Set("rcptto", record => record.RecipientsTo)
        .String("date", record => record.Date)
        .String("from", record => record.From)
        .Set("to", record => record.To)
        .Set("cc", record => record.Cc)
        .String("reply_to", record => record.ReplyTo)
        .String("msg_id", record => record.MessageId)
        .String("in_reply_to", record => record.InReplyTo)
        .String("subject", record => record.Subject)
        .Addr("x_originating_ip", record => record.OriginatingAddress)
        .String("first_received", record => record.FirstReceived)
        .String("second_received", record => record.SecondReceived)
        .String("last_reply", record => record.LastReply)
        .AddrVector("path", record => record.Path)
        .String("user_agent", record => record.UserAgent)
        .Bool("tls", record => record.IsTls)
        .Vector("fuids", record => record.Fuids)
        .Frames();

    /// <summary>The number of the message in its session, from 1.</summary>
    public required long Depth { get; init; }
    public string? Helo { get; set; }

    /// <summary>Of the envelope.</summary>
    public string? MailFrom { get; set; }

    /// <summary>Of the envelope.</summary>
    public List<string>? RecipientsTo { get; set; }
    public string? Date { get; set; }
    public string? From { get; set; }
    public List<string>? To { get; set; }
    public List<string>? Cc { get; set; }
    public string? ReplyTo { get; set; }
    public string? MessageId { get; set; }
    public string? InReplyTo { get; set; }
    public string? Subject { get; set; }
    public string? OriginatingAddress { get; set; }

    /// <summary>The oldest Received header, which stands last.</summary>
    public string? FirstReceived { get; set; }
    public string? SecondReceived { get; set; }

    /// <summary>Code and text of the server's last reply.</summary>
    public string? LastReply { get; set; }

    /// <summary>The way of the message backwards: this server, this client, and what the Received headers tell.</summary>
    public required List<string> Path { get; init; }
    public string? UserAgent { get; set; }

    /// <summary>The session went on in TLS.</summary>
    public bool IsTls { get; set; }
    public List<string> Fuids { get; } = [];
}
