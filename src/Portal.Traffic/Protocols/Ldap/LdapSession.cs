using Portal.Traffic.Credentials;
using Portal.Traffic.Records;

namespace Portal.Traffic.Protocols.Ldap;

/// <summary>Pairs requests and responses by their identifiers into rows of <c>ldap</c> and <c>ldap_search</c>.</summary>
internal sealed class LdapSession(FlowContext flow)
{
    /// <summary>Requests without a response; Windows serves up to a few dozen at once on a connection.</summary>
    private const int MaxPending = 4096;

    private const int InvalidCredentials = 49;

    private const string StartTls = "1.3.6.1.4.1.1466.20037"; // RFC 4511 §4.14.1

    private readonly Dictionary<long, LdapRecord> _pending = [];
    private readonly Dictionary<long, LdapSearchRecord> _searches = [];
    private long? _startTlsId;

    // Of the SASL exchange that is going on.
    private bool _isSasl;

    // Of the simple bind that waits for its result; RFC 4511 §4.2.1 allows one at a time.
    private (long Id, Credential Credential)? _simple;

    /// <summary>A SASL bind succeeded: what follows may be signed or encrypted.</summary>
    public bool IsProtected { get; private set; }

    /// <summary>The server agreed to TLS.</summary>
    public bool IsTlsNext { get; private set; }

    public void OnMessage(Side side, in LdapMessage message, FrameStamp first, FrameStamp last)
    {
        switch (message.Operation)
        {
            case LdapOperation.SearchRequest:
                OnSearch(message, first, last);
                break;
            case LdapOperation.SearchResultEntry:
                var entry = Search(message.Id, first, last);
                entry.ResultCount++;
                break;
            case LdapOperation.SearchResultReference:
            case LdapOperation.IntermediateResponse:
                break;
            case LdapOperation.SearchResultDone:
                OnSearchDone(message, first, last);
                break;
            case LdapOperation.AbandonRequest:
                break;
            case LdapOperation.UnbindRequest:
                Record(message, first, last).Opcode = "unbind";
                Write(message.Id);
                break;
            case LdapOperation.BindResponse:
            case LdapOperation.ModifyResponse:
            case LdapOperation.AddResponse:
            case LdapOperation.DeleteResponse:
            case LdapOperation.ModifyDnResponse:
            case LdapOperation.CompareResponse:
            case LdapOperation.ExtendedResponse:
                OnResponse(side, message, first, last);
                break;
            default:
                OnRequest(side, message, Record(message, first, last), last);
                break;
        }
    }

    /// <summary>Writes what has no response.</summary>
    public void End()
    {
        foreach (var record in _pending.Values)
        {
            flow.Records.Write(LdapRecord.Table, record);
        }
        foreach (var search in _searches.Values)
        {
            flow.Records.Write(LdapSearchRecord.Table, search);
        }
        _pending.Clear();
        _searches.Clear();
    }

    private void OnRequest(Side side, in LdapMessage message, LdapRecord record, FrameStamp last)
    {
        var fields = new DerReader(message.Content);
        switch (message.Operation)
        {
            case LdapOperation.BindRequest:
                OnBind(side, ref fields, record, last);
                break;
            case LdapOperation.ModifyRequest:
                record.Opcode = "modify";
                record.Object = LdapText.Read(fields.Read(DerReader.OctetString));
                record.Argument = LdapChanges.Read(fields.Read(DerReader.Sequence));
                break;
            case LdapOperation.AddRequest:
                record.Opcode = "add";
                record.Object = LdapText.Read(fields.Read(DerReader.OctetString));
                break;
            case LdapOperation.DeleteRequest:
                record.Opcode = "delete";
                record.Object = LdapText.Read(message.Content);
                break;
            case LdapOperation.ModifyDnRequest:
                record.Opcode = "modify DN";
                record.Object = LdapText.Read(fields.Read(DerReader.OctetString));
                record.Argument = LdapText.Read(fields.Read(DerReader.OctetString));
                break;
            case LdapOperation.CompareRequest:
                record.Opcode = "compare";
                record.Object = LdapText.Read(fields.Read(DerReader.OctetString));
                break;
            case LdapOperation.ExtendedRequest:
                OnExtended(message.Id, ref fields, record);
                break;
            default:
                break;
        }
    }

    /// <summary>RFC 4511 §4.2: <c>02 version, 04 name, 80 password or A3 { 04 mechanism, 04 token }</c>; MS-ADTS §5.1.1.1.3 adds Sicily.</summary>
    private void OnBind(Side side, ref DerReader fields, LdapRecord record, FrameStamp last)
    {
        const int simple = 0x80;
        const int sasl = 0xA3;
        const int sicilyNegotiate = 0x8A;
        const int sicilyResponse = 0x8B;
        record.Version = fields.ReadInteger();
        var name = fields.Read(DerReader.OctetString);
        if (!name.IsEmpty)
        {
            record.Object = LdapText.Read(name);
        }
        var authentication = fields.Read(out var tag, out _);
        _isSasl = tag == sasl;
        switch (tag)
        {
            case simple:
                record.Opcode = "bind simple";
                record.Argument = authentication.IsEmpty ? null : "REDACTED";
                if (!authentication.IsEmpty)
                {
                    _simple = (record.MessageId, Note(record.Object, authentication, last));
                }
                break;
            case sasl:
                var credentials = new DerReader(authentication);
                record.Opcode = "bind SASL";
                record.Argument = LdapText.Read(credentials.Read(DerReader.OctetString));
                Authenticate(side, credentials.ReadOptional(DerReader.OctetString), last);
                break;
            case sicilyNegotiate:
            case sicilyResponse:
                record.Opcode = tag == sicilyNegotiate ? "sicily_negotiate" : "sicily_response";
                record.Argument = "NTLM";
                Authenticate(side, authentication, last);
                break;
            default:
                break;
        }
    }

    private Credential Note(string? user, ReadOnlySpan<byte> password, FrameStamp frame) =>
        flow.Note(
            new SeenSecret
            {
                Protocol = "ldap",
                Kind = SecretKinds.Password,
                User = user,
                Bytes = password,
                Frame = frame,
            }
        );

    /// <summary>RFC 4511 §4.12: <c>80 name, 81 value</c>.</summary>
    private void OnExtended(long id, ref DerReader fields, LdapRecord record)
    {
        const int name = 0x80;
        const string whoAmI = "1.3.6.1.4.1.4203.1.11.3"; // RFC 4532
        var identifier = LdapText.Read(fields.Read(name));
        record.Opcode = "extended";
        record.Object = identifier switch
        {
            StartTls => $"{identifier} (StartTLS)",
            whoAmI => $"{identifier} (whoami)",
            _ => identifier,
        };
        if (identifier == StartTls)
        {
            _startTlsId = id;
        }
    }

    private void OnResponse(Side side, in LdapMessage message, FrameStamp first, FrameStamp last)
    {
        var record = Record(message, first, last);
        if (LdapResult.TryParse(message.Content, out var result))
        {
            record.Result = result.Name;
            record.DiagnosticMessage = result.DiagnosticMessage;
            if (message.Operation == LdapOperation.BindResponse)
            {
                OnBindResult(side, result, message.Content, last);
                if (_simple is { } simple && simple.Id == message.Id)
                {
                    // A server that does not know it, is busy or wants TLS first judges nothing (RFC 4511 Appendix A).
                    bool? isAccepted =
                        result.Code == 0 ? true
                        : result.Code == InvalidCredentials ? false
                        : null;
                    simple.Credential.Answer(isAccepted, result.Name, last);
                    _simple = null;
                }
            }
            IsTlsNext =
                message.Operation == LdapOperation.ExtendedResponse && message.Id == _startTlsId && result.Code == 0;
        }
        record.Opcode ??= message
            .Operation.ToString()
            .Replace("Response", "", StringComparison.Ordinal)
            .ToLowerInvariant();
        Write(message.Id);
    }

    private void OnBindResult(Side side, LdapResult result, ReadOnlySpan<byte> content, FrameStamp last)
    {
        const int serverToken = 0x87; // RFC 4511 §4.2.2
        const int referral = 0xA3;
        var fields = new DerReader(content[result.Rest..]);
        fields.ReadOptional(referral);
        Authenticate(side, fields.ReadOptional(serverToken), last);
        IsProtected |= _isSasl && result.Code == 0;
    }

    private void Authenticate(Side side, ReadOnlySpan<byte> token, FrameStamp frame)
    {
        if (!token.IsEmpty)
        {
            flow.Carried("gssapi").OnMessage(side, 0, token, frame);
        }
    }

    /// <summary>RFC 4511 §4.5.1: <c>04 base, 0A scope, 0A aliases, 02 entries, 02 seconds, 01 names only, filter, 30 attributes</c>.</summary>
    private void OnSearch(in LdapMessage message, FrameStamp first, FrameStamp last)
    {
        var search = Search(message.Id, first, last);
        var fields = new DerReader(message.Content);
        search.BaseObject = LdapText.Read(fields.Read(DerReader.OctetString));
        search.Scope = fields.ReadInteger(DerReader.Enumerated) switch
        {
            0 => "base",
            1 => "single",
            2 => "tree",
            _ => "unknown",
        };
        search.DereferenceAliases = fields.ReadInteger(DerReader.Enumerated) switch
        {
            0 => "never",
            1 => "searching",
            2 => "finding",
            3 => "always",
            _ => "unknown",
        };
        fields.ReadInteger();
        fields.ReadInteger();
        fields.Read(DerReader.Boolean);
        search.Filter = LdapFilter.Read(ref fields);
    }

    private void OnSearchDone(in LdapMessage message, FrameStamp first, FrameStamp last)
    {
        var search = Search(message.Id, first, last);
        if (LdapResult.TryParse(message.Content, out var result))
        {
            search.Result = result.Name;
            search.DiagnosticMessage = result.DiagnosticMessage;
        }
        _searches.Remove(message.Id);
        flow.Records.Write(LdapSearchRecord.Table, search);
    }

    private LdapSearchRecord Search(long id, FrameStamp first, FrameStamp last)
    {
        if (!_searches.TryGetValue(id, out var search))
        {
            Bound();
            _searches[id] = search = new LdapSearchRecord
            {
                Timestamp = last.Time,
                Uid = flow.Uid,
                Id = flow.Id,
                FirstFrame = first.Number,
                LastFrame = last.Number,
                MessageId = id,
            };
        }
        search.LastFrame = Math.Max(search.LastFrame, last.Number);
        return search;
    }

    private LdapRecord Record(in LdapMessage message, FrameStamp first, FrameStamp last)
    {
        if (!_pending.TryGetValue(message.Id, out var record))
        {
            Bound();
            _pending[message.Id] = record = new LdapRecord
            {
                Timestamp = last.Time,
                Uid = flow.Uid,
                Id = flow.Id,
                FirstFrame = first.Number,
                LastFrame = last.Number,
                MessageId = message.Id,
            };
        }
        record.LastFrame = Math.Max(record.LastFrame, last.Number);
        return record;
    }

    private void Bound()
    {
        if (_pending.Count + _searches.Count >= MaxPending)
        {
            flow.Weird("ldap_many_requests_without_response", source: "LDAP");
            End();
        }
    }

    private void Write(long id)
    {
        if (_pending.Remove(id, out var record))
        {
            flow.Records.Write(LdapRecord.Table, record);
        }
    }
}
