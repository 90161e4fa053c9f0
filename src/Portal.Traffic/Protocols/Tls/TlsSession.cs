using System.Text;
using Portal.Traffic.Records;

namespace Portal.Traffic.Protocols.Tls;

/// <summary>
/// One handshake, whatever carried it: takes messages in order and fills the row of <c>ssl</c>, which is written when both
/// sides send encrypted data or the flow ends.
/// </summary>
/// <param name="flow">What carried it.</param>
/// <param name="isDatagram">DTLS.</param>
/// <param name="carrier">As JA4 has it: <c>t</c>, <c>d</c> or <c>q</c>.</param>
internal sealed class TlsSession(FlowContext flow, bool isDatagram, char carrier)
{
    public const int OcspStatus = 1; // RFC 6066 §8

    private const int MaxHistory = 100; // Zeek's max_ssl_history_length
    private const int NamedCurve = 3; // RFC 8422 §5.4

    private readonly StringBuilder _history = new();
    private readonly bool[] _isEncrypted = new bool[2];
    private readonly CertificateChains _chains = new(flow, isDatagram ? "DTLS" : "SSL");
    private SslRecord? _row;
    private bool _isWritten;
    private bool _isFlipped;
    private int _version; // what the server chose; 0 before its hello
    private byte[] _sessionId = [];
    private (bool HasTicket, bool HasKeyExchange, bool HasPreSharedKey) _client;

    /// <summary>A client hello was readable: the flow does speak this protocol.</summary>
    public bool IsConfirmed { get; private set; }

    /// <summary>Both sides sent encrypted data and the row is written: nothing more is to be learnt from handshakes.</summary>
    public bool IsEstablished => _row is { IsEstablished: true };

    public bool IsTls13 => _version is TlsVersion.Tls13 or TlsVersion.Dtls13 || TlsVersion.IsDraft(_version);

    /// <summary>Certificates of this handshake are still to be decrypted: its row is not written before they are.</summary>
    public bool IsHeld { get; set; }

    /// <summary>Marks the first sign of the protocol, whose time the row gets.</summary>
    /// <param name="frame">The frame that completed it.</param>
    /// <param name="first">The frame in which it began, if that is another.</param>
    public void Begin(FrameStamp frame, FrameStamp? first = null)
    {
        _row ??= new SslRecord
        {
            Timestamp = frame.Time,
            Uid = flow.Uid,
            Id = flow.Id,
            FirstFrame = (first ?? frame).Number,
            LastFrame = frame.Number,
            History = "",
        };
        _row.LastFrame = frame.Number;
    }

    /// <summary>Whether a record that begins now is encrypted and so only counted.</summary>
    public bool IsCiphertext(Side side, ContentType type)
    {
        if (_isEncrypted[(int)side])
        {
            return true;
        }
        // TLS 1.3, and anything new: application data is always encrypted. Older: it does not belong here.
        if (type == ContentType.ApplicationData && !TlsVersion.HasChangeCipherSpec(_version))
        {
            _isEncrypted[(int)side] = true;
            return true;
        }
        return false;
    }

    /// <summary>An encrypted record of either side has passed.</summary>
    public void OnCiphertext(Side side, FrameStamp frame)
    {
        // Datagrams of older versions say themselves that they are encrypted; the change cipher spec may come later.
        _isEncrypted[(int)side] |= IsTls13;
        if (_isEncrypted[0] && _isEncrypted[1] && !IsEstablished)
        {
            Establish(frame);
        }
    }

    /// <summary>SSL 2.0 has no change cipher spec: the client's key ends the handshake.</summary>
    public void Establish(FrameStamp frame)
    {
        Begin(frame);
        _row!.IsEstablished = true;
        if (!IsHeld)
        {
            Finish();
        }
    }

    /// <summary>All certificates that can be decrypted have been.</summary>
    public void Release()
    {
        IsHeld = false;
        if (IsEstablished)
        {
            Finish();
        }
    }

    /// <summary>The body of a certificate message of TLS 1.3, which only those see who have the keys.</summary>
    public void OnDecryptedCertificates(Side side, ReadOnlySpan<byte> body, FrameStamp first, FrameStamp frame) =>
        _chains.OnCertificateEntries(side, IsClient(side), body, first, frame);

    public void OnChangeCipherSpec(Side side, FrameStamp frame)
    {
        Begin(frame);
        Note(side, 'i');
        if (IsClient(side) && _client is { HasTicket: true, HasKeyExchange: false })
        {
            _row!.IsResumed = true;
        }
        if (!IsTls13)
        {
            _isEncrypted[(int)side] = true;
        }
    }

    public void OnAlert(Side side, int description, FrameStamp frame)
    {
        Begin(frame);
        Note(side, 'l');
        _row!.LastAlert = NumberNames.Alerts[description];
    }

    public void OnHeartbeat(Side side, FrameStamp frame)
    {
        Begin(frame);
        Note(side, 'b');
    }

    /// <summary>A whole handshake message.</summary>
    /// <returns>False if it contradicts the protocol.</returns>
    public bool OnHandshake(Side side, HandshakeType type, ReadOnlySpan<byte> body, FrameStamp first, FrameStamp frame)
    {
        Begin(frame, first);
        var letter = HandshakeLetters.Of(type);
        switch (type)
        {
            case HandshakeType.ClientHello:
                if (!ClientHello.TryParse(body, isDatagram, out var clientHello))
                {
                    return false;
                }
                OnClientHello(side, clientHello);
                break;
            case HandshakeType.ServerHello:
                if (!ServerHello.TryParse(body, out var serverHello))
                {
                    return false;
                }
                OnServerHello(side, serverHello);
                letter = serverHello.IsRetryRequest ? HandshakeLetters.Of(HandshakeType.HelloRetryRequest) : letter;
                break;
            case HandshakeType.Certificate:
                _chains.OnCertificates(side, IsClient(side), body, first, frame);
                break;
            case HandshakeType.ServerKeyExchange:
                OnServerKeyExchange(body);
                break;
            case HandshakeType.ClientKeyExchange:
                _client.HasKeyExchange |= IsClient(side);
                break;
            case HandshakeType.CertificateStatus when body is [OcspStatus, _, _, _, ..]:
                _chains.OnOcspResponse(side, body[4..], first, frame);
                break;
        }
        Note(side, letter);
        return true;
    }

    /// <summary>A message that is too long to be kept.</summary>
    public void OnLongHandshake(Side side, HandshakeType type, FrameStamp frame)
    {
        Begin(frame);
        flow.Weird("tls_handshake_message_too_long", type.ToString(), "SSL");
        Note(side, HandshakeLetters.Of(type));
    }

    public void OnSsl2ClientHello(Side side, Ssl2Hello hello, FrameStamp first, FrameStamp frame)
    {
        Begin(frame, first);
        Direct(side, isFromClient: true);
        Confirm();
        _sessionId = hello.SessionId;
        Note(side, 'c');
    }

    public void OnSsl2ServerHello(Side side, Ssl2Hello hello, FrameStamp frame)
    {
        Begin(frame);
        Direct(side, isFromClient: false);
        SetVersion(hello.Version);
        _row!.Cipher = NumberNames.CipherSuites[hello.CipherKinds is [var first, ..] ? first : 0];
        Note(side, 's');
        if (hello.Certificate.Length > 0)
        {
            _chains.OnCertificate(side, IsClient(side), hello.Certificate, frame);
        }
    }

    /// <summary>The flow or the handshake is over: writes the row if a message was read and it was not written yet.</summary>
    public void Finish()
    {
        if (_row is null || _isWritten || _history.Length == 0)
        {
            return;
        }
        _isWritten = true;
        _row.History = _history.ToString();
        _chains.Fill(_row);
        flow.Records.Write(SslRecord.Table, _row);
    }

    private void OnClientHello(Side side, ClientHello hello)
    {
        Direct(side, isFromClient: true);
        Confirm();
        if (hello.HasOddServerName)
        {
            flow.Weird("tls_odd_server_name", source: "SSL");
        }
        if (hello.HasBrokenExtensions)
        {
            flow.Weird("tls_broken_extensions", "client hello", "SSL");
        }
        if (hello.ServerNames is [var name, ..])
        {
            _row!.ServerName = name;
            if (hello.ServerNames.Count > 1)
            {
                flow.Weird("SSL_many_server_names", string.Join(',', hello.ServerNames), "SSL");
            }
        }
        _client.HasTicket |= hello.HasSessionTicket;
        _client.HasPreSharedKey |= hello.HasPreSharedKey;
        if (hello.SessionId.AsSpan().ContainsAnyExcept((byte)0))
        {
            _sessionId = hello.SessionId;
            _client.HasTicket = false;
        }
        _row!.Ja3 ??= Ja3.Of(hello);
        _row.Ja4 ??= Ja4.Of(hello, carrier);
    }

    private void OnServerHello(Side side, ServerHello hello)
    {
        Direct(side, isFromClient: false);
        if (hello.SelectedVersion is { } selected)
        {
            SetVersion(selected);
        }
        else if (_version == 0)
        {
            SetVersion(hello.Version);
        }
        if (hello.IsRetryRequest)
        {
            // Refused early data is followed by a readable second hello.
            _isEncrypted[(int)Side.Originator] = _isEncrypted[(int)Side.Responder] = false;
        }
        _row!.Cipher = NumberNames.CipherSuites[hello.CipherSuite];
        if (hello.KeyShareGroup is { } group)
        {
            _row.Curve = NumberNames.Groups[group];
        }
        _row.NextProtocol = hello.Protocol ?? _row.NextProtocol;
        if (!hello.IsRetryRequest)
        {
            _row.Ja3S ??= Ja3.Of(hello);
        }
        var isEcho = _sessionId.Length > 0 && _sessionId.AsSpan().SequenceEqual(hello.SessionId);
        if ((isEcho && !IsTls13) || (hello.HasPreSharedKey && _client.HasPreSharedKey))
        {
            _row.IsResumed = true;
        }
    }

    private void OnServerKeyExchange(ReadOnlySpan<byte> body)
    {
        if (_row!.Cipher is not { } cipher || !cipher.StartsWith("TLS_ECDH", StringComparison.Ordinal))
        {
            return;
        }
        var reader = new ByteReader(body);
        if (cipher.StartsWith("TLS_ECDHE_PSK", StringComparison.Ordinal))
        {
            reader.Skip(reader.ReadUInt16()); // the identity hint (RFC 5489 §2)
        }
        var isNamed = reader.ReadByte() == NamedCurve;
        var group = reader.ReadUInt16();
        if (isNamed && !reader.Failed)
        {
            _row.Curve = NumberNames.Groups[group];
        }
    }

    private void SetVersion(int version)
    {
        _version = version;
        _row!.Version = TlsVersion.Name(version);
    }

    private void Confirm()
    {
        if (!IsConfirmed)
        {
            IsConfirmed = true;
            flow.Confirm(isDatagram ? "dtls" : "ssl");
        }
    }

    private bool IsClient(Side side) => side == Side.Originator != _isFlipped;

    /// <summary>A hello says who is the client; it need not be the one who opened the flow (RTP after STUN).</summary>
    private void Direct(Side side, bool isFromClient)
    {
        if (IsClient(side) == isFromClient)
        {
            return;
        }
        if (_isFlipped)
        {
            flow.Weird("SSL_unclear_connection_direction", source: "SSL");
        }
        _isFlipped = !_isFlipped;
        Append('^');
    }

    private void Note(Side side, char letter) => Append(IsClient(side) ? char.ToUpperInvariant(letter) : letter);

    private void Append(char letter)
    {
        if (_history.Length < MaxHistory)
        {
            _history.Append(letter);
            if (_history.Length == MaxHistory)
            {
                flow.Weird("SSL_max_ssl_history_length_reached", source: "SSL");
            }
        }
    }
}
