using System.Buffers.Binary;
using Portal.Traffic.Credentials;
using Portal.Traffic.Records;

namespace Portal.Traffic.Protocols.Rfb;

/// <summary>The handshake of an RFB session (RFC 6143 §7.1 to §7.3); screen updates are not looked into. One row a session.</summary>
internal sealed class RfbAnalyzer(FlowContext flow) : IFlowAnalyzer
{
    /// <summary>RFC 6143 leaves the name unlimited; servers build it from user, host and display.</summary>
    private const int MaxNameBytes = 4096;

    /// <summary>Version 3.3 lets the server choose; from 3.7 on the client does.</summary>
    private const int ClientChooses = 3007;

    /// <summary>From 3.8 on there is a result also without authentication.</summary>
    private const int AlwaysResult = 3008;

    private const byte None = 1;
    private const byte Vnc = 2;
    private const byte AppleRemoteDesktop = 30;

    private readonly List<byte>[] _held =
    [
        [],
        [],
    ];
    private RfbState _client;
    private RfbState _server;
    private RfbVersion? _clientVersion;
    private RfbVersion? _serverVersion;
    private byte? _method;
    private int _appleKeyBytes;
    private bool _serverTypesSeen;
    private RfbRecord? _record;
    private Credential? _credential;
    private long _lastFrame;

    public void OnData(Side side, ReadOnlySpan<byte> bytes, FrameStamp frame)
    {
        if ((side == Side.Originator ? _client : _server) == RfbState.Done)
        {
            return;
        }
        _lastFrame = Math.Max(_lastFrame, frame.Number);
        var held = _held[(int)side];
        held.AddRange(bytes[..Math.Min(bytes.Length, MaxNameBytes * 2 - held.Count)]);
        // One side's step may be what the other's bytes were waiting for.
        while (Step(Side.Originator, frame) || Step(Side.Responder, frame)) { }
    }

    public void OnGap(Side side, long bytes, FrameStamp frame) => (_client, _server) = (RfbState.Done, RfbState.Done);

    public void OnEnd(Side side, FrameStamp frame) { }

    public void OnDone()
    {
        if (_record is not { } record)
        {
            return;
        }
        _record = null;
        record.LastFrame = Math.Max(record.FirstFrame, _lastFrame);
        (record.ClientMajor, record.ClientMinor) = (_clientVersion?.Major, _clientVersion?.Minor);
        (record.ServerMajor, record.ServerMinor) = (_serverVersion?.Major, _serverVersion?.Minor);
        record.Authentication = _method is { } method ? NameOf(method) : null;
        flow.Records.Write(RfbRecord.Table, record);
    }

    private bool Step(Side side, FrameStamp frame)
    {
        var held = _held[(int)side];
        var bytes = System.Runtime.InteropServices.CollectionsMarshal.AsSpan(held);
        var state = side == Side.Originator ? _client : _server;
        var used =
            bytes.IsEmpty ? 0
            : side == Side.Originator ? StepClient(bytes, frame)
            : StepServer(bytes, frame);
        if (used > 0 && flow.IsShown)
        {
            var isList = _clientVersion?.Number >= ClientChooses;
            flow.Show(RfbFields.Add, side, bytes[..used], new RfbShown(state, isList));
        }
        held.RemoveRange(0, used);
        return used > 0;
    }

    private int StepClient(ReadOnlySpan<byte> bytes, FrameStamp frame)
    {
        switch (_client)
        {
            case RfbState.Version when bytes.Length >= RfbVersion.MessageBytes:
                return TakeVersion(Side.Originator, bytes, frame);
            case RfbState.Security when _server == RfbState.Security && _serverTypesSeen:
                _method = bytes[0];
                AfterMethod();
                return 1;
            case RfbState.Challenge when bytes.Length >= 16:
                _credential = Note(bytes[..16], frame);
                _client = RfbState.Init;
                return 16;
            case RfbState.AppleParameters when _appleKeyBytes > 0 && bytes.Length >= 128 + _appleKeyBytes:
                _client = RfbState.Init;
                return 128 + _appleKeyBytes;
            case RfbState.Init when _server == RfbState.Init && _record is { } record:
                record.IsShared = bytes[0] != 0;
                _client = RfbState.Done;
                return 1;
            default:
                return 0;
        }
    }

    private int StepServer(ReadOnlySpan<byte> bytes, FrameStamp frame)
    {
        switch (_server)
        {
            case RfbState.Version when bytes.Length >= RfbVersion.MessageBytes:
                return TakeVersion(Side.Responder, bytes, frame);
            case RfbState.Security when _clientVersion is { } version && !_serverTypesSeen:
                return TakeSecurity(bytes, version.Number >= ClientChooses);
            case RfbState.Challenge when bytes.Length >= 16:
                _server = RfbState.Result;
                return 16;
            case RfbState.AppleParameters when bytes.Length >= 4:
                var keyBytes = BinaryPrimitives.ReadUInt16BigEndian(bytes[2..]);
                if (keyBytes is 0 or > 1024 || bytes.Length < 4 + 2 * keyBytes)
                {
                    _server = keyBytes is 0 or > 1024 ? RfbState.Done : _server;
                    return 0;
                }
                (_appleKeyBytes, _server) = (keyBytes, RfbState.Result);
                return 4 + 2 * keyBytes;
            case RfbState.Result when bytes.Length >= 4 && _record is { } record:
                record.IsAuthenticated = BinaryPrimitives.ReadUInt32BigEndian(bytes) == 0;
                _credential?.Answer(record.IsAuthenticated, record.IsAuthenticated == true ? "OK" : "failed", frame);
                _server = record.IsAuthenticated == true ? RfbState.Init : RfbState.Done;
                return 4;
            case RfbState.Init when _client == RfbState.Done:
                return TakeInit(bytes);
            default:
                return 0;
        }
    }

    /// <summary>RFC 6143 §7.2.2: the challenge encrypted with DES under the password.</summary>
    private Credential Note(ReadOnlySpan<byte> response, FrameStamp frame) =>
        flow.Note(
            new SeenSecret
            {
                Protocol = "rfb",
                Kind = SecretKinds.ChallengeResponse,
                HashMode = HashModes.Vnc,
                Bytes = response,
                Frame = frame,
            }
        );

    private int TakeVersion(Side side, ReadOnlySpan<byte> bytes, FrameStamp frame)
    {
        if (!RfbVersion.TryParse(bytes[..RfbVersion.MessageBytes], out var version))
        {
            (_client, _server) = (RfbState.Done, RfbState.Done);
            if (_record is null)
            {
                flow.Reject("not a version message");
            }
            return 0;
        }
        if (side == Side.Originator)
        {
            (_clientVersion, _client) = (version, RfbState.Security);
        }
        else
        {
            (_serverVersion, _server) = (version, RfbState.Security);
        }
        var isBoth = _clientVersion is not null && _serverVersion is not null;
        // As in Zeek the row begins when both sides have shown that they speak RFB.
        _record = new RfbRecord
        {
            Timestamp = frame.Time,
            Uid = flow.Uid,
            Id = flow.Id,
            FirstFrame = _record?.FirstFrame ?? frame.Number,
            LastFrame = frame.Number,
        };
        if (isBoth)
        {
            flow.Confirm("rfb");
        }
        return RfbVersion.MessageBytes;
    }

    /// <summary>RFC 6143 §7.1.2; a count of 0 and type 0 refuse the client.</summary>
    private int TakeSecurity(ReadOnlySpan<byte> bytes, bool isClientChoosing)
    {
        if (isClientChoosing)
        {
            if (bytes.Length < 1 + bytes[0])
            {
                return 0;
            }
            _serverTypesSeen = true;
            if (bytes[0] == 0)
            {
                (_client, _server) = (RfbState.Done, RfbState.Done);
            }
            return 1 + bytes[0];
        }
        if (bytes.Length < 4)
        {
            return 0;
        }
        _serverTypesSeen = true;
        _method = bytes[3];
        AfterMethod();
        return 4;
    }

    private void AfterMethod() =>
        (_client, _server) = _method switch
        {
            Vnc => (RfbState.Challenge, RfbState.Challenge),
            AppleRemoteDesktop => (RfbState.AppleParameters, RfbState.AppleParameters),
            None when _clientVersion!.Value.Number >= AlwaysResult => (RfbState.Init, RfbState.Result),
            None => (RfbState.Init, RfbState.Init),
            _ => (RfbState.Done, RfbState.Done), // ways of their own, mostly encrypted
        };

    /// <summary>RFC 6143 §7.3.2: width, height, 16 bytes of pixel format, name.</summary>
    private int TakeInit(ReadOnlySpan<byte> bytes)
    {
        var reader = new ByteReader(bytes);
        var (width, height) = (reader.ReadUInt16(), reader.ReadUInt16());
        reader.Skip(16);
        var length = reader.ReadUInt32();
        if (reader.Failed)
        {
            return 0;
        }
        var name = reader.Take((int)Math.Min(length, MaxNameBytes));
        if (reader.Failed || _record is not { } record)
        {
            return 0;
        }
        (record.Width, record.Height, record.DesktopName) = (width, height, ZeekText.Decode(name));
        _server = RfbState.Done;
        return reader.Position;
    }

    /// <summary>RFC 6143 §7.2 and the IANA registry; Zeek takes every other for one of RealVNC's.</summary>
    private static string NameOf(byte method) =>
        method switch
        {
            0 => "Invalid",
            None => "None",
            Vnc => "VNC",
            16 => "Tight",
            17 => "Ultra",
            18 => "TLS",
            19 => "VeNCrypt",
            20 => "GTK-VNC SASL",
            21 => "MD5 hash authentication",
            22 => "Colin Dean xvp",
            AppleRemoteDesktop => "Apple Remote Desktop",
            _ => "RealVNC",
        };
}
