using Portal.Traffic.Records;

namespace Portal.Traffic.Protocols.Kerberos;

/// <summary>Pairs requests and responses of one flow into <c>kerberos</c> rows.</summary>
/// <param name="flow">Whose they are.</param>
/// <param name="service">What <c>conn.service</c> lists.</param>
internal sealed class KerberosExchange(FlowContext flow, string service)
{
    /// <summary>
    /// MIT's and Microsoft's words for "prove that you know the password": the first answer to every logon, which would
    /// double the rows. Zeek leaves them out by their text; without a text they stay.
    /// </summary>
    private static readonly string[] s_ordinary = ["NEEDED_PREAUTH", "Need to use PA-ENC-TIMESTAMP/PA-PK-AS-REQ"];

    private readonly KerberosCredentials _credentials = new(flow);
    private KerberosRecord? _record;
    private bool _isWritten;

    // The service that the client showed a ticket to last; it shows it again for every object of the same server.
    private string? _shownTo;

    public bool OnMessage(ReadOnlySpan<byte> bytes, FrameStamp first, FrameStamp last)
    {
        if (!KerberosMessage.TryParse(bytes, out var message))
        {
            return false;
        }
        flow.Confirm(service);
        flow.Show(KerberosFields.Add, Side.Originator, bytes);
        _credentials.OnMessage(message, bytes, last);
        switch (message.Type)
        {
            case KerberosMessageType.AsRequest:
            case KerberosMessageType.TgsRequest:
                OnRequest(message, first, last);
                break;
            case KerberosMessageType.AsResponse:
            case KerberosMessageType.TgsResponse:
                OnResponse(message, first, last);
                break;
            case KerberosMessageType.ApplicationRequest when message.ServiceName != _shownTo:
                OnApplicationRequest(message, first, last);
                break;
            case KerberosMessageType.ApplicationResponse when _record is not null || !_isWritten:
                Record(first, last).IsSuccess = true;
                End();
                break;
            case KerberosMessageType.Error:
                OnError(message, first, last);
                break;
            default:
                break;
        }
        return true;
    }

    /// <summary>Writes a request that has no response.</summary>
    public void End()
    {
        if (_record is not null)
        {
            flow.Records.Write(KerberosRecord.Table, _record);
            _record = null;
            _isWritten = true;
        }
    }

    private void OnRequest(KerberosMessage message, FrameStamp first, FrameStamp last)
    {
        var isFirstTicket = message.Type == KerberosMessageType.AsRequest;
        var record = Record(first, last);
        record.RequestType = isFirstTicket ? "AS" : "TGS";
        if (isFirstTicket)
        {
            record.Client = $"{message.ClientName}/{message.Realm}";
        }
        record.Service = message.ServiceName;
        record.From = message.From ?? record.From;
        record.Till = message.Till;
        record.IsForwardable = message.IsForwardable;
        record.IsRenewable = message.IsRenewable;
    }

    /// <summary>Who shows the ticket is encrypted: the client's part stays empty, as in Zeek.</summary>
    private void OnApplicationRequest(KerberosMessage message, FrameStamp first, FrameStamp last)
    {
        var record = Record(first, last);
        _shownTo = message.ServiceName;
        record.RequestType = "AP";
        record.Client = $"/{message.TicketRealm}";
        record.Service = message.ServiceName;
        record.Cipher = CipherOf(message);
    }

    private static string? CipherOf(KerberosMessage message) =>
        message.TicketCipher is { } cipher ? KerberosNumbers.Ciphers[cipher] : null;

    private void OnResponse(KerberosMessage message, FrameStamp first, FrameStamp last)
    {
        var record = Record(first, last);
        record.Client ??= $"{message.ClientName}/{message.Realm}";
        record.Service = message.ServiceName;
        record.Cipher = CipherOf(message);
        record.IsSuccess = true;
        End();
    }

    private void OnError(KerberosMessage message, FrameStamp first, FrameStamp last)
    {
        if (s_ordinary.Contains(message.ErrorText))
        {
            _record = null;
            return;
        }
        var record = Record(first, last);
        if (record.Client is null && (message.ClientName ?? message.Realm) is not null)
        {
            record.Client = message.ClientName is { } name ? $"{name}/{message.Realm}" : message.Realm;
        }
        record.Service = message.ServiceName;
        record.IsSuccess = false;
        record.ErrorMessage = message.ErrorText ?? KerberosNumbers.Errors[message.ErrorCode ?? 0];
        End();
    }

    private KerberosRecord Record(FrameStamp first, FrameStamp last)
    {
        _record ??= new KerberosRecord
        {
            Timestamp = last.Time,
            Uid = flow.Uid,
            Id = flow.Id,
            FirstFrame = first.Number,
            LastFrame = last.Number,
        };
        _record.LastFrame = Math.Max(_record.LastFrame, last.Number);
        return _record;
    }
}
