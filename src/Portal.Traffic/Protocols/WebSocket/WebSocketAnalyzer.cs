using System.Buffers;
using System.Buffers.Binary;
using Portal.Traffic.Records;

namespace Portal.Traffic.Protocols.WebSocket;

/// <summary>
/// Writes the row of a connection at once, since the handshake told everything, and gives what its data frames carry to
/// whoever recognises it: tunnels like to hide here.
/// </summary>
internal sealed class WebSocketAnalyzer : IFlowAnalyzer
{
    private readonly FlowContext _flow;
    private readonly FrameState[] _sides = [new(), new()];
    private readonly InnerStream _inner;

    public WebSocketAnalyzer(FlowContext flow)
    {
        _flow = flow;
        _inner = flow.OpenInner();
        flow.Confirm("websocket");
        if (flow.Upgrade is { } upgrade)
        {
            Write(upgrade);
        }
    }

    public void OnData(Side side, ReadOnlySpan<byte> bytes, FrameStamp frame)
    {
        var state = _sides[(int)side];
        while (!bytes.IsEmpty && !state.IsLost)
        {
            if (state.Left == 0)
            {
                if (!state.TakeHeader(ref bytes))
                {
                    if (state.IsLost)
                    {
                        _flow.Weird("websocket_unreadable_frame", source: "WEBSOCKET");
                    }
                    return;
                }
                if (_flow.IsShown)
                {
                    state.Shown ??= new ShownFrame(_flow, side);
                    state.Shown.Begin(state.Head);
                    ShowIfWhole(state);
                }
                continue;
            }
            var piece = bytes[..(int)Math.Min(bytes.Length, state.Left)];
            bytes = bytes[piece.Length..];
            Deliver(side, state, piece, frame);
            state.Shown?.Append(piece);
            state.Advance(piece.Length);
            ShowIfWhole(state);
        }
    }

    public void OnGap(Side side, long bytes, FrameStamp frame)
    {
        var state = _sides[(int)side];
        if (bytes <= state.Left)
        {
            if (!state.Header.IsControl)
            {
                _inner.Gap(side, bytes, frame);
            }
            state.Advance(bytes);
            state.Shown = null;
            return;
        }
        state.IsLost = true;
    }

    public void OnEnd(Side side, FrameStamp frame) => _inner.End(side, frame);

    public void OnDone() { }

    private static void ShowIfWhole(FrameState state)
    {
        if (state.Left == 0)
        {
            state.Shown?.Show();
        }
    }

    private void Deliver(Side side, FrameState state, ReadOnlySpan<byte> piece, FrameStamp frame)
    {
        if (state.Header.IsControl || state.IsMessageCompressed)
        {
            return;
        }
        if (state.Header.Mask == 0)
        {
            _inner.Data(side, piece, frame);
            return;
        }
        var clear = ArrayPool<byte>.Shared.Rent(piece.Length);
        state.Unmask(piece, clear);
        _inner.Data(side, clear.AsSpan(0, piece.Length), frame);
        ArrayPool<byte>.Shared.Return(clear);
    }

    private void Write(ProtocolUpgrade upgrade) =>
        _flow.Records.Write(
            WebSocketRecord.Table,
            new WebSocketRecord
            {
                Timestamp = upgrade.Granted.Time,
                Uid = _flow.Uid,
                Id = _flow.Id,
                FirstFrame = upgrade.Asked.Number,
                LastFrame = upgrade.Granted.Number,
                Host = upgrade.Host,
                Uri = upgrade.Uri,
                UserAgent = upgrade.UserAgent,
                Subprotocol = upgrade.ResponseHeaders.GetValueOrDefault("sec-websocket-protocol"),
                ClientProtocols = List(upgrade.RequestHeaders, "sec-websocket-protocol"),
                ServerExtensions = List(upgrade.ResponseHeaders, "sec-websocket-extensions"),
                ClientExtensions = List(upgrade.RequestHeaders, "sec-websocket-extensions"),
            }
        );

    private static string[]? List(IReadOnlyDictionary<string, string> headers, string name) =>
        headers.TryGetValue(name, out var value) ? value.Split(',', StringSplitOptions.TrimEntries) : null;

    /// <summary>Where one side stands in its frames.</summary>
    private sealed class FrameState
    {
        private readonly byte[] _held = new byte[WebSocketFrameHeader.MaxBytes];
        private int _heldLength;
        private int _headLength;
        private long _position;

        public WebSocketFrameHeader Header { get; private set; }

        /// <summary>Of the payload.</summary>
        public long Left { get; private set; }

        /// <summary>Stands in the first frame of a message and holds for all of it.</summary>
        public bool IsMessageCompressed { get; private set; }

        public bool IsLost { get; set; }

        /// <summary>Null while nobody looks, and in a frame of which a part is missing.</summary>
        public ShownFrame? Shown { get; set; }

        /// <summary>Of the current frame.</summary>
        public ReadOnlySpan<byte> Head => _held.AsSpan(0, _headLength);

        /// <summary>Takes bytes of a head; true when it is whole.</summary>
        public bool TakeHeader(ref ReadOnlySpan<byte> bytes)
        {
            while (!bytes.IsEmpty)
            {
                _held[_heldLength++] = bytes[0];
                bytes = bytes[1..];
                if (_heldLength < 2 || _heldLength < WebSocketFrameHeader.LengthOf(_held[1]))
                {
                    continue;
                }
                IsLost = !WebSocketFrameHeader.TryParse(_held.AsSpan(0, _heldLength), out var header);
                (_headLength, _heldLength) = (_heldLength, 0);
                (Header, Left, _position) = (header, header.Length, 0);
                if (header.Opcode is 1 or 2)
                {
                    IsMessageCompressed = header.IsCompressed;
                }
                return !IsLost;
            }
            return false;
        }

        public void Advance(long bytes)
        {
            Left -= bytes;
            _position += bytes;
        }

        public void Unmask(ReadOnlySpan<byte> masked, Span<byte> clear)
        {
            Span<byte> key = stackalloc byte[4];
            BinaryPrimitives.WriteUInt32BigEndian(key, Header.Mask);
            for (var i = 0; i < masked.Length; i++)
            {
                clear[i] = (byte)(masked[i] ^ key[(int)((_position + i) & 3)]);
            }
        }
    }
}
