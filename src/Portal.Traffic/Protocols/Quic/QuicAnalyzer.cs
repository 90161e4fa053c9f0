using System.Buffers;
using System.Numerics;
using System.Text;
using Portal.Traffic.Records;

namespace Portal.Traffic.Protocols.Quic;

/// <summary>
/// Follows the packets of one flow, opens the Initial ones and reads the hellos in them; the rest is encrypted for real. Its
/// row is written at the end, and one more for an attempt that the server answered with a Retry.
/// </summary>
internal sealed class QuicAnalyzer(FlowContext flow) : IFlowAnalyzer
{
    private const int MaxHistory = 100; // Zeek's QUIC::max_history_length

    /// <summary>Initial packets that are opened: hellos need few, and each costs a decryption.</summary>
    private const int MaxOpened = 100;

    private readonly StringBuilder _history = new();
    private IHandshakeAnalyzer? _handshake;
    private CryptoStream?[] _streams = new CryptoStream?[2];
    private (QuicKeys Client, QuicKeys Server)? _keys;
    private QuicRecord? _record;
    private readonly uint[] _encrypted = new uint[2];
    private int _opened;
    private bool _isConfirmed;
    private ShownPackets? _shown;

    public void OnData(Side side, ReadOnlySpan<byte> bytes, FrameStamp frame)
    {
        _shown ??= flow.IsShown ? new ShownPackets(flow) : null;
        while (QuicPacket.TryParse(bytes, out var packet))
        {
            OnPacket(side, packet, frame);
            _shown?.Show(side, packet);
            bytes = bytes[packet.Whole.Length..];
        }
    }

    public void OnGap(Side side, long bytes, FrameStamp frame)
    {
        // Datagrams have none.
    }

    public void OnEnd(Side side, FrameStamp frame)
    {
        // Datagrams have none.
    }

    public void OnDone()
    {
        Write();
        SetKeys(null);
    }

    private void OnPacket(Side side, in QuicPacket packet, FrameStamp frame)
    {
        if (_history.Length >= MaxHistory && _opened >= MaxOpened)
        {
            return;
        }
        if (_record is null)
        {
            if (!packet.IsLong)
            {
                return;
            }
            _record = new QuicRecord
            {
                Timestamp = frame.Time,
                Uid = flow.Uid,
                Id = flow.Id,
                FirstFrame = frame.Number,
                LastFrame = frame.Number,
                Version = QuicVersion.NameOf(packet.VersionNumber),
            };
        }
        _record.LastFrame = Math.Max(_record.LastFrame, frame.Number);
        NoteIdentifiers(side, packet);
        switch (packet.Type)
        {
            case QuicPacketType.Initial:
                Note(side, 'I');
                Open(side, packet, frame);
                break;
            case QuicPacketType.ZeroRtt:
                Note(side, 'Z');
                break;
            case QuicPacketType.Handshake:
                Note(side, 'H');
                break;
            case QuicPacketType.Retry:
                Note(side, 'R');
                OnRetry();
                break;
            case QuicPacketType.OneRtt:
                // All the rest of a connection is made of these: only every doubling is noted, as in Zeek.
                if (BitOperations.IsPow2(++_encrypted[(int)side]))
                {
                    Note(side, 'O');
                }
                break;
            default:
                Note(side, 'U');
                break;
        }
    }

    private void NoteIdentifiers(Side side, in QuicPacket packet)
    {
        if (!packet.IsLong || packet.Type is QuicPacketType.Retry or QuicPacketType.VersionNegotiation)
        {
            return;
        }
        if (side == Side.Responder)
        {
            _record!.ServerIdentifier ??= Convert.ToHexStringLower(packet.Source);
        }
        else if (_record!.InitialDestination is null)
        {
            _record.InitialDestination = Convert.ToHexStringLower(packet.Destination);
            _record.ClientIdentifier = Convert.ToHexStringLower(packet.Source);
        }
    }

    /// <summary>The client begins anew with the identifier that the server gave it (RFC 9000 §17.2.5).</summary>
    private void OnRetry()
    {
        Write();
        SetKeys(null);
    }

    private void Open(Side side, in QuicPacket packet, FrameStamp frame)
    {
        if (_opened >= MaxOpened)
        {
            return;
        }
        _opened++;
        var rented = ArrayPool<byte>.Shared.Rent(packet.Payload.Length);
        try
        {
            if (TryOpen(side, packet, rented, out var opening))
            {
                if (!_isConfirmed)
                {
                    _isConfirmed = true;
                    flow.Confirm("quic");
                }
                _shown?.Open(opening, rented.AsSpan(0, opening.Length));
                ReadFrames(side, rented.AsSpan(0, opening.Length), frame);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    /// <summary>A client's packet that the keys do not open may begin another attempt, with another version or after a Retry.</summary>
    private bool TryOpen(Side side, in QuicPacket packet, Span<byte> frames, out QuicOpening opening)
    {
        opening = default;
        if (
            _keys is { } keys
            && (side == Side.Originator ? keys.Client : keys.Server).TryOpen(packet, frames, out opening)
        )
        {
            return true;
        }
        if (side == Side.Responder || packet.Version is not { } version)
        {
            return false;
        }
        var fresh = QuicKeys.Of(version, packet.Destination);
        if (!fresh.Client.TryOpen(packet, frames, out opening))
        {
            fresh.Client.Dispose();
            fresh.Server.Dispose();
            return false;
        }
        SetKeys(fresh);
        if (_record is { } record && record.Version != version.Name)
        {
            record.Version = version.Name;
        }
        return true;
    }

    private void SetKeys((QuicKeys Client, QuicKeys Server)? keys)
    {
        _keys?.Client.Dispose();
        _keys?.Server.Dispose();
        _keys = keys;
        _streams = new CryptoStream?[2];
        _handshake?.OnChannelEnd(0);
        _shown?.Forget();
    }

    private void ReadFrames(Side side, ReadOnlySpan<byte> frames, FrameStamp frame)
    {
        var reader = new ByteReader(frames);
        while (reader.Remaining > 0)
        {
            switch (QuicPacket.ReadInt(ref reader))
            {
                case QuicFrames.Padding:
                case QuicFrames.Ping:
                    break;
                case QuicFrames.Acknowledgment:
                    QuicFrames.SkipAcknowledgment(ref reader, hasCounts: false);
                    break;
                case QuicFrames.AcknowledgmentWithCounts:
                    QuicFrames.SkipAcknowledgment(ref reader, hasCounts: true);
                    break;
                case QuicFrames.Crypto:
                    var offset = QuicPacket.ReadInt(ref reader);
                    var bytes = reader.Take(QuicPacket.ReadInt(ref reader));
                    OnCrypto(side, offset, bytes, frame);
                    break;
                case QuicFrames.Close:
                    Note(side, 'C');
                    return;
                default:
                    return; // nothing else belongs into Initial packets (RFC 9000 §12.4)
            }
        }
    }

    private void OnCrypto(Side side, int offset, ReadOnlySpan<byte> bytes, FrameStamp frame)
    {
        var stream = _streams[(int)side] ??= new CryptoStream();
        var news = stream.Take(offset, bytes);
        if (news.IsEmpty)
        {
            return;
        }
        if (_handshake is null)
        {
            _handshake = (IHandshakeAnalyzer)flow.Carried("ssl");
            _handshake.Heard = OnHello;
        }
        _shown?.Append(side, news, _handshake.Fields);
        _handshake.OnMessage(side, 0, news, frame);
    }

    private void OnHello(Side side, HandshakeHello hello)
    {
        Note(side, 'S');
        if (_record is { } record)
        {
            record.ServerName ??= hello.ServerName;
            record.ClientProtocol ??= hello.Protocol;
        }
    }

    private void Write()
    {
        if (_record is null)
        {
            return;
        }
        _record.History = _history.ToString();
        _history.Clear();
        flow.Records.Write(QuicRecord.Table, _record);
        _record = null;
    }

    private void Note(Side side, char letter)
    {
        if (_history.Length < MaxHistory)
        {
            _history.Append(side == Side.Originator ? letter : char.ToLowerInvariant(letter));
        }
    }
}
