using System.Security.Cryptography;
using Portal.Traffic.Records;

namespace Portal.Traffic.Protocols.Ssh;

/// <summary>
/// One SSH session: identification lines, algorithms, the host key, and from the sizes of encrypted packets whether
/// somebody got in. One row a session.
/// </summary>
internal sealed class SshAnalyzer(FlowContext flow) : IFlowAnalyzer
{
    /// <summary>RFC 4253 §4.2 allows 255 bytes.</summary>
    private const int MaxIdentificationBytes = 512;

    /// <summary>Lines that a server may send before its identification.</summary>
    private const int MaxLinesBefore = 64;

    private const byte NewKeys = 21;
    private const byte KeyExchangeFirst = 30;
    private const byte KeyExchangeReply = 31;
    private const byte GroupExchangeReply = 33;

    private enum State
    {
        Identification,
        Clear,
        Encrypted,
        Lost,
    }

    private readonly State[] _states = new State[2];
    private readonly LineReader[] _lines = [new(MaxIdentificationBytes), new(MaxIdentificationBytes)];
    private readonly SshPacketReader[] _packets = [new(), new()];
    private readonly SshKexInit?[] _offers = new SshKexInit?[2];
    private readonly string?[] _identifications = new string?[2];
    private SshAuthenticationGuess _guess;
    private SshRecord? _record;
    private long _lastFrame;
    private int _linesBefore;
    private bool _isConfirmed;
    private bool _hasClientSpoken;

    public void OnData(Side side, ReadOnlySpan<byte> bytes, FrameStamp frame)
    {
        var state = _states[(int)side];
        if (state == State.Lost)
        {
            return;
        }
        _lastFrame = Math.Max(_lastFrame, frame.Number);
        if (state == State.Encrypted)
        {
            OnEncrypted(side, bytes.Length);
            return;
        }
        if (state == State.Identification && !ReadIdentification(side, ref bytes, frame))
        {
            return;
        }
        ReadPackets(side, bytes);
    }

    /// <summary>Encrypted bytes may be missing; in clear it is no longer known where a packet begins.</summary>
    public void OnGap(Side side, long bytes, FrameStamp frame)
    {
        if (_states[(int)side] != State.Encrypted)
        {
            _states[(int)side] = State.Lost;
        }
    }

    public void OnEnd(Side side, FrameStamp frame) { }

    public void OnDone()
    {
        if (_record is not { } record)
        {
            return;
        }
        _record = null;
        record.LastFrame = Math.Max(record.FirstFrame, _lastFrame);
        record.Direction = Direction();
        (record.Client, record.Server) = (_identifications[0], _identifications[1]);
        record.Version = VersionOf(record.Client) ?? VersionOf(record.Server);
        ReadOffers(record);
        if (record.Compression is not ("zlib" or "zlib@openssh.com"))
        {
            // Compressed packets tell nothing by their size.
            record.IsAuthenticated = _guess.IsAuthenticated;
            record.AuthenticationAttempts = _guess.Attempts;
        }
        flow.Records.Write(SshRecord.Table, record);
    }

    private static long? VersionOf(string? identification) =>
        identification is ['S', 'S', 'H', '-', var major and ('1' or '2'), ..] ? major - '0' : null;

    /// <summary>Takes lines up to the one that identifies the side; false when it has not come.</summary>
    private bool ReadIdentification(Side side, ref ReadOnlySpan<byte> bytes, FrameStamp frame)
    {
        while (_lines[(int)side].TryRead(ref bytes, out var line))
        {
            if (line.StartsWith("SSH-"u8))
            {
                flow.Show(SshFields.AddIdentification, side, line);
                _identifications[(int)side] = ZeekText.Decode(line);
                _states[(int)side] = State.Clear;
                Begin(frame);
                return true;
            }
            if (++_linesBefore > MaxLinesBefore)
            {
                _states[(int)side] = State.Lost;
                flow.Weird("ssh_no_identification", source: "SSH");
                return false;
            }
        }
        return false;
    }

    /// <summary>
    /// Off its port SSH is known for certain, and its row begins, when both sides have identified themselves, as in Zeek.
    /// </summary>
    private void Begin(FrameStamp frame)
    {
        var isCertain = flow.ResponderPort == 22 || _identifications is [not null, not null];
        if (_record is not null && (flow.ResponderPort == 22 || !isCertain))
        {
            return;
        }
        _record = new SshRecord
        {
            Timestamp = frame.Time,
            Uid = flow.Uid,
            Id = flow.Id,
            FirstFrame = _record?.FirstFrame ?? frame.Number,
            LastFrame = frame.Number,
        };
    }

    private void ReadPackets(Side side, ReadOnlySpan<byte> bytes)
    {
        var reader = _packets[(int)side];
        var isVersion1 = VersionOf(_identifications[0] ?? _identifications[1]) == 1;
        while (reader.TryRead(ref bytes, isVersion1, out var payload))
        {
            if (isVersion1)
            {
                // After the server's key and the client's session key everything is encrypted.
                _states[(int)side] = State.Encrypted;
                return;
            }
            flow.Show(SshFields.Add, side, reader.Packet, CarriesHostKey(payload) ? this : null);
            if (payload is [NewKeys, ..])
            {
                Confirm();
                // What else is in this segment (extension info, RFC 8308 §2.4) is not yet part of authentication.
                _states[(int)side] = State.Encrypted;
                return;
            }
            OnMessage(side, payload);
        }
        if (reader.IsBroken)
        {
            _states[(int)side] = State.Lost;
        }
    }

    private void OnMessage(Side side, ReadOnlySpan<byte> payload)
    {
        if (payload is [SshKexInit.MessageType, ..])
        {
            if (_offers[(int)side] is null && SshKexInit.TryParse(payload, out var offer))
            {
                _offers[(int)side] = offer;
            }
        }
        else if (_record is { HostKeySha256: null } record && CarriesHostKey(payload[0]))
        {
            var reader = new ByteReader(payload[1..]);
            var key = reader.Take((int)Math.Min(reader.ReadUInt32(), int.MaxValue));
            if (!reader.Failed && !key.IsEmpty)
            {
                NoteHostKey(record, key);
            }
        }
    }

    /// <summary>
    /// The first reply of the key exchange begins with the host key (RFC 4253 §8, RFC 5656 §4, RFC 8731); in group exchange
    /// the second does (RFC 4419 §3), in RSA key exchange the server's first message (RFC 4432 §4). The SSH server may be
    /// the one who opened the connection: reverse shells do that.
    /// </summary>
    private bool CarriesHostKey(ReadOnlySpan<byte> payload) =>
        flow.IsShown && !payload.IsEmpty && CarriesHostKey(payload[0]);

    private bool CarriesHostKey(byte type)
    {
        if (_offers is not [{ } client, { } server])
        {
            return false;
        }
        var method = SshKexInit.Agree(client.KeyExchange, server.KeyExchange);
        return type
            == (
                method.StartsWith("diffie-hellman-group-exchange-", StringComparison.Ordinal) ? GroupExchangeReply
                : method.StartsWith("rsa", StringComparison.Ordinal) ? KeyExchangeFirst
                : KeyExchangeReply
            );
    }

    private static void NoteHostKey(SshRecord record, ReadOnlySpan<byte> key)
    {
        const int ZeekBytes = 24;
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(key, digest);
        record.HostKeyFingerprint = "SHA256:" + Convert.ToBase64String(digest[..ZeekBytes]);
        record.HostKeySha256 = "SHA256:" + Convert.ToBase64String(digest).TrimEnd('=');
    }

    private void OnEncrypted(Side side, int size)
    {
        if (side == Side.Originator)
        {
            _hasClientSpoken = true;
        }
        else if (_hasClientSpoken)
        {
            _guess.OnServerPacket(size);
        }
    }

    private void ReadOffers(SshRecord record)
    {
        var (client, server) = (_offers[0], _offers[1]);
        record.Hassh = client?.Hassh();
        record.HasshServer = server?.HasshServer();
        if (client is null || server is null)
        {
            return;
        }
        record.KeyExchange = SshKexInit.Agree(client.KeyExchange, server.KeyExchange);
        record.HostKeyAlgorithm = SshKexInit.Agree(client.HostKey, server.HostKey);
        record.Cipher = SshKexInit.Agree(
            client.CipherToServer,
            server.CipherToServer,
            client.CipherToClient,
            server.CipherToClient
        );
        record.Mac = SshKexInit.Agree(client.MacToServer, server.MacToServer, client.MacToClient, server.MacToClient);
        record.Compression = SshKexInit.Agree(
            client.CompressionToServer,
            server.CompressionToServer,
            client.CompressionToClient,
            server.CompressionToClient
        );
    }

    private string? Direction() =>
        (flow.IsLocal(flow.OriginatorAddress), flow.IsLocal(flow.ResponderAddress)) switch
        {
            (true, false) => "OUTBOUND",
            (false, true) => "INBOUND",
            _ => null,
        };

    private void Confirm()
    {
        if (!_isConfirmed)
        {
            _isConfirmed = true;
            flow.Confirm("ssh");
        }
    }
}
