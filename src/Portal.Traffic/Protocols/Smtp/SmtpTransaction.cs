using System.Text;
using Portal.Traffic.Mime;
using Portal.Traffic.Packets;
using Portal.Traffic.Records;

namespace Portal.Traffic.Protocols.Smtp;

/// <summary>The row of a message while it passes: envelope, headers, and its parts as files.</summary>
internal sealed class SmtpTransaction : IMimeConsumer
{
    /// <summary>Hosts that a message may name on its way; mail loops are stopped at 100 (RFC 5321 §6.3).</summary>
    private const int MaxHops = 100;

    /// <summary>Files named in one row.</summary>
    private const int MaxFuids = 1000;

    private readonly MimeFiles _files;
    private MimeEntity? _root; // only its headers speak of the message
    private bool _isPathOpen = true;

    public SmtpTransaction(FlowContext flow, long depth, string? helo, FrameStamp frame)
    {
        Record = new SmtpRecord
        {
            Timestamp = frame.Time,
            Uid = flow.Uid,
            Id = flow.Id,
            FirstFrame = frame.Number,
            LastFrame = frame.Number,
            Depth = depth,
            Helo = helo,
            Path = [flow.Id.ResponderHost, flow.Id.OriginatorHost],
        };
        _files = new MimeFiles(flow.Files, "SMTP", Side.Originator)
        {
            Opened = fuid =>
            {
                if (Record.Fuids.Count < MaxFuids)
                {
                    Record.Fuids.Add(fuid);
                }
            },
        };
    }

    public SmtpRecord Record { get; }

    /// <summary>The client has begun a message or TLS: the row is worth writing.</summary>
    public bool IsActive { get; set; }

    public void AddRecipients(string argument)
    {
        IsActive = true;
        var recipients = Record.RecipientsTo ??= [];
        SmtpAddresses.All(argument).ForEach(address => SmtpAddresses.Add(recipients, address));
    }

    public void OnHeader(MimeEntity entity, ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        IsActive = true;
        if (_root is null || ReferenceEquals(_root, entity))
        {
            _root = entity;
            ReadHeader(name, value);
        }
    }

    private void ReadHeader(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        switch (Encoding.ASCII.GetString(name).ToUpperInvariant())
        {
            case "MESSAGE-ID":
                Record.MessageId = ZeekText.Decode(value);
                break;
            case "RECEIVED":
                Record.SecondReceived = Record.FirstReceived;
                Record.FirstReceived = ZeekText.Decode(value);
                FollowPath(Encoding.Latin1.GetString(value));
                break;
            case "IN-REPLY-TO":
                Record.InReplyTo = ZeekText.Decode(value);
                break;
            case "SUBJECT":
                Record.Subject = ZeekText.Decode(value);
                break;
            case "FROM":
                Record.From = ZeekText.Decode(value);
                break;
            case "REPLY-TO":
                Record.ReplyTo = ZeekText.Decode(value);
                break;
            case "DATE":
                Record.Date = ZeekText.Decode(value);
                break;
            case "TO":
                var to = Record.To ??= [];
                SmtpAddresses.Split(ZeekText.Decode(value)).ForEach(address => SmtpAddresses.Add(to, address));
                break;
            case "CC":
                var cc = Record.Cc ??= [];
                SmtpAddresses.Split(ZeekText.Decode(value)).ForEach(address => SmtpAddresses.Add(cc, address));
                break;
            case "X-ORIGINATING-IP":
                // The header is the address alone, mostly in brackets.
                var hosts = SmtpAddresses.Hosts($" {Encoding.Latin1.GetString(value)} ");
                Record.OriginatingAddress = hosts.Count > 0 ? hosts[0].ToString() : Record.OriginatingAddress;
                break;
            case "X-MAILER":
            case "USER-AGENT":
                Record.UserAgent = ZeekText.Decode(value);
                break;
            default:
                break;
        }
    }

    public void OnBody(MimeEntity entity, ReadOnlySpan<byte> bytes, FrameStamp frame) =>
        _files.OnBody(entity, bytes, frame);

    public void OnBodyGap(MimeEntity entity, long bytes, FrameStamp frame) => _files.OnBodyGap(entity, bytes, frame);

    public void OnEntityEnd(MimeEntity entity, FrameStamp frame) => _files.OnEntityEnd(entity, frame);

    /// <summary>The flow is over in the middle of the message.</summary>
    public void Abandon(FrameStamp frame) => _files.Abandon(frame);

    /// <summary>
    /// A server names the host that it got the message from, first as the host called itself. Beyond the first public
    /// address headers prove nothing.
    /// </summary>
    private void FollowPath(string received)
    {
        if (!_isPathOpen)
        {
            return;
        }
        var hosts = SmtpAddresses.Hosts(received);
        if (hosts.Count == 0)
        {
            return;
        }
        var host = hosts.Count > 1 ? hosts[1] : hosts[0];
        _isPathOpen = LocalNetworks.Private.Contains(host) && Record.Path.Count < MaxHops;
        var text = host.ToString();
        if (Record.Path[^1] != text)
        {
            Record.Path.Add(text);
        }
    }
}
