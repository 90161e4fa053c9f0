using Portal.Traffic.Credentials;
using Portal.Traffic.Records;

namespace Portal.Traffic.Protocols.Ntlm;

/// <summary>Puts the three messages of a logon and the carrier's verdict together into one <c>ntlm</c> row.</summary>
internal sealed class NtlmAnalyzer(FlowContext flow) : ILogonAnalyzer
{
    private NtlmRecord? _record;
    private Credential? _credential;
    private bool _isWritten;

    public void OnMessage(Side side, ulong channel, ReadOnlySpan<byte> bytes, FrameStamp frame)
    {
        if (!NtlmMessage.TryParse(bytes, out var message))
        {
            return;
        }
        flow.Show(NtlmFields.Add, side, bytes);
        if (_isWritten && message.Type == NtlmMessageType.Negotiate)
        {
            // Another logon over the same flow.
            (_record, _isWritten) = (null, false);
        }
        var record = Record(frame);
        flow.Confirm("ntlm");
        if (message.Type == NtlmMessageType.Challenge)
        {
            record.ServerVersion = message.Version ?? record.ServerVersion;
            record.ServerNetbiosName = message.ServerNetbiosName ?? record.ServerNetbiosName;
            record.ServerDnsName = message.ServerDnsName ?? record.ServerDnsName;
            record.ServerTreeName = message.ServerTreeName ?? record.ServerTreeName;
        }
        else
        {
            record.ClientVersion = message.Version ?? record.ClientVersion;
        }
        if (message.Type == NtlmMessageType.Authenticate)
        {
            record.DomainName = message.DomainName ?? record.DomainName;
            record.HostName = message.Workstation ?? record.HostName;
            record.UserName = message.UserName ?? record.UserName;
            NoteResponse(message, bytes[message.NtResponse], frame);
        }
    }

    public void OnVerdict(bool isAccepted, FrameStamp frame)
    {
        _credential?.Answer(isAccepted, isAccepted ? "accepted" : "refused", frame);
        _credential = null;
        if (_record is null || _isWritten)
        {
            return;
        }
        _record.IsSuccess = isAccepted;
        _record.LastFrame = Math.Max(_record.LastFrame, frame.Number);
        Write();
    }

    public void OnChannelEnd(ulong channel) { }

    public void OnDone() => Write();

    /// <summary>MS-NLMP §3.3: version 1 has 24 bytes, version 2 has 16 and a blob behind; an anonymous one has none.</summary>
    private void NoteResponse(NtlmMessage message, ReadOnlySpan<byte> response, FrameStamp frame)
    {
        const int Version1 = 24;
        if (response.Length < Version1)
        {
            return;
        }
        _credential = flow.Note(
            new SeenSecret
            {
                Protocol = "ntlm",
                Kind = SecretKinds.ChallengeResponse,
                User = message.UserName,
                Context = message.DomainName,
                HashMode = response.Length == Version1 ? HashModes.NetNtlmV1 : HashModes.NetNtlmV2,
                Bytes = response,
                Frame = frame,
            }
        );
    }

    private NtlmRecord Record(FrameStamp frame)
    {
        _record ??= new NtlmRecord
        {
            Timestamp = frame.Time,
            Uid = flow.Uid,
            Id = flow.Id,
            FirstFrame = frame.Number,
            LastFrame = frame.Number,
        };
        if (!_isWritten)
        {
            _record.LastFrame = Math.Max(_record.LastFrame, frame.Number);
        }
        return _record;
    }

    private void Write()
    {
        if (_record is not null && !_isWritten)
        {
            _isWritten = true;
            flow.Records.Write(NtlmRecord.Table, _record);
        }
    }
}
