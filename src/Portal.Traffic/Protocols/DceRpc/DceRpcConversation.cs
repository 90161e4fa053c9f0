using Portal.Traffic.Records;

namespace Portal.Traffic.Protocols.DceRpc;

/// <summary>One association: which interfaces the client bound, its calls, and who it says it is.</summary>
internal sealed class DceRpcConversation(FlowContext flow)
{
    /// <summary>A bind has up to 255 contexts (C706 §12.6.4.3); real clients bind two or three.</summary>
    private const int MaxContexts = 1024;

    /// <summary>Calls without a response; Windows multiplexes a few dozen over one connection.</summary>
    private const int MaxCalls = 1024;

    private readonly DceRpcStream _originator = new();
    private readonly DceRpcStream _responder = new();
    private readonly Dictionary<ushort, Guid> _contexts = [];
    private readonly Dictionary<uint, DceRpcCall> _calls = [];
    private Guid? _interface;
    private string? _namedPipe;
    private DceRpcShown? _shown;
    private bool _isConfirmed;

    public void Data(Side side, ReadOnlySpan<byte> bytes, FrameStamp frame)
    {
        var stream = side == Side.Originator ? _originator : _responder;
        while (!bytes.IsEmpty)
        {
            if (stream.TryRead(ref bytes, frame, out var header, out var fragment))
            {
                OnFragment(side, header, fragment, stream.First, frame);
            }
        }
    }

    public void Gap(Side side, long bytes) => (side == Side.Originator ? _originator : _responder).Gap(bytes);

    public void End() => _calls.Clear();

    private void OnFragment(
        Side side,
        in DceRpcHeader header,
        ReadOnlySpan<byte> fragment,
        FrameStamp first,
        FrameStamp last
    )
    {
        if (flow.IsShown)
        {
            _shown ??= new DceRpcShown();
            flow.Show(DceRpcFields.Add, side, fragment, _shown.OnFragment(header, fragment, _contexts, last));
        }
        Authenticate(side, header, fragment, last);
        if (
            !_isConfirmed && header.Type is DceRpcType.BindAck or DceRpcType.Response or DceRpcType.AlterContextResponse
        )
        {
            _isConfirmed = true;
            flow.Confirm("dce_rpc");
        }
        var body = new DceRpcReader(fragment[DceRpcHeader.Bytes..], header.IsLittleEndian);
        switch (header.Type)
        {
            case DceRpcType.Bind:
            case DceRpcType.AlterContext:
                OnBind(ref body);
                break;
            case DceRpcType.BindAck:
                OnBindAck(ref body);
                break;
            case DceRpcType.Request:
                OnRequest(header, ref body, first, last);
                break;
            case DceRpcType.Response when header.IsLast:
                OnResponse(header, last);
                break;
            case DceRpcType.Fault:
                _calls.Remove(header.CallId);
                break;
            default:
                break;
        }
    }

    private void OnBind(ref DceRpcReader body)
    {
        const int syntaxBytes = 20; // a UUID and its version
        body.Skip(8); // fragment sizes, group
        int contexts = body.Byte();
        body.Skip(3);
        for (var i = 0; i < contexts && !body.Failed; i++)
        {
            var context = body.UInt16();
            int transfers = body.Byte();
            body.Skip(1);
            var uuid = body.Uuid();
            body.Skip(4 + transfers * syntaxBytes);
            if (!body.Failed && (_contexts.Count < MaxContexts || _contexts.ContainsKey(context)))
            {
                _contexts[context] = uuid;
                _interface = uuid;
            }
        }
    }

    private void OnBindAck(ref DceRpcReader body)
    {
        body.Skip(8);
        var address = body.Take(body.UInt16()).TrimEnd((byte)0);
        if (!address.IsEmpty)
        {
            _namedPipe = ZeekText.Decode(address);
        }
    }

    private void OnRequest(in DceRpcHeader header, ref DceRpcReader body, FrameStamp first, FrameStamp last)
    {
        if (header.IsFirst)
        {
            body.Skip(4); // size of the arguments
            var call = new DceRpcCall(first, last, body.UInt16(), body.UInt16());
            if (body.Failed)
            {
                return;
            }
            if (_calls.Count >= MaxCalls)
            {
                flow.Weird("dce_rpc_many_calls_without_response");
                _calls.Clear();
            }
            _calls[header.CallId] = call;
        }
        else if (_calls.TryGetValue(header.CallId, out var call))
        {
            _calls[header.CallId] = call with { Last = last };
        }
    }

    private void OnResponse(in DceRpcHeader header, FrameStamp frame)
    {
        if (!_calls.Remove(header.CallId, out var call))
        {
            return;
        }
        var bound = _contexts.TryGetValue(call.Context, out var uuid)
            ? uuid
            : _interface ?? (_namedPipe is null ? null : DceRpcNames.CommonInterface(_namedPipe));
        if (bound is not { } known)
        {
            return;
        }
        var endpoint = DceRpcNames.Endpoint(known);
        var operation = DceRpcNames.Operation(known, call.Operation);
        if (DceRpcNames.IsIgnored(endpoint, operation))
        {
            return;
        }
        var elapsed = frame.Time - call.Last.Time;
        flow.Records.Write(
            DceRpcRecord.Table,
            new DceRpcRecord
            {
                Timestamp = call.Last.Time,
                Uid = flow.Uid,
                Id = flow.Id,
                FirstFrame = call.First.Number,
                LastFrame = Math.Max(call.First.Number, frame.Number),
                RoundTrip = elapsed == 0 ? null : elapsed / (double)UnixTime.NanosecondsPerSecond,
                NamedPipe = _namedPipe,
                Endpoint = endpoint,
                Operation = operation,
            }
        );
    }

    /// <summary>
    /// The verifier at the end of a fragment (C706 §13.2.6.1): <c>type, level, padding, reserved, context, token</c>. Those of
    /// calls are signatures, which say no more than how the logon was made that may not have been captured.
    /// </summary>
    private void Authenticate(Side side, in DceRpcHeader header, ReadOnlySpan<byte> fragment, FrameStamp frame)
    {
        const int verifierBytes = 8;
        const byte negotiate = 0x09; // MS-RPCE §2.2.1.1.7
        const byte ntlm = 0x0A;
        const byte kerberos = 0x10;
        const byte netlogon = 0x44;
        if (header.AuthLength == 0 || header.AuthLength > header.Length - DceRpcHeader.Bytes - verifierBytes)
        {
            return;
        }
        var token = fragment[^header.AuthLength..];
        var type = fragment[^(header.AuthLength + verifierBytes)];
        if (
            header.Type
            is not (
                DceRpcType.Bind
                or DceRpcType.BindAck
                or DceRpcType.AlterContext
                or DceRpcType.AlterContextResponse
                or DceRpcType.Auth3
            )
        )
        {
            // MS-NLMP §2.2.2.9: a signature begins with version 1.
            if (type == ntlm && token is [1, 0, 0, 0, _, _, _, _, _, _, _, _, _, _, _, _])
            {
                flow.Confirm("ntlm");
            }
            return;
        }
        switch (type)
        {
            case negotiate:
            case kerberos:
                flow.Carried("gssapi").OnMessage(side, 0, token, frame);
                break;
            case ntlm:
                flow.Carried("ntlm").OnMessage(side, 0, token, frame);
                break;
            case netlogon:
                flow.Weird("netlogon_dce_rpc_auth_type");
                break;
            default:
                flow.Weird("unknown_dce_rpc_auth_type_" + type);
                break;
        }
    }
}
