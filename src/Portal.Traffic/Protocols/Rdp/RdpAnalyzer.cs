using System.Buffers.Binary;
using Portal.Traffic.Records;

namespace Portal.Traffic.Protocols.Rdp;

/// <summary>Reads the connection's sequence (MS-RDPBCGR §1.3.1.1): request, choice of security, then TLS or both sides' settings.</summary>
internal sealed class RdpAnalyzer(FlowContext flow) : IFlowAnalyzer
{
    private const byte ConnectionConfirm = 0xD0;
    private const int DataHeaderBytes = 3; // X.224 §13.7: length, F0, end of unit
    private const int ConfirmHeaderBytes = 7;
    private const byte NegotiationResponse = 2;
    private const byte NegotiationFailure = 3;

    private readonly TpktStream _originator = new();
    private readonly TpktStream _responder = new();
    private RdpRecord? _record;
    private bool _isWritten;

    public void OnData(Side side, ReadOnlySpan<byte> bytes, FrameStamp frame)
    {
        var stream = side == Side.Originator ? _originator : _responder;
        while (!bytes.IsEmpty && !stream.IsLost && (!_isWritten || flow.IsShown))
        {
            stream.SkipsFastPath = _isWritten;
            if (!stream.TryRead(ref bytes, frame, out var packet))
            {
                continue;
            }
            flow.Show(RdpFields.Add, side, stream.Whole);
            if (_isWritten)
            {
                continue;
            }
            var record = Record(stream.First, frame);
            if (side == Side.Originator)
            {
                OnRequest(record, packet);
            }
            else if (OnResponse(record, packet))
            {
                Write();
                flow.HandOver(side, bytes);
                return;
            }
        }
    }

    public void OnGap(Side side, long bytes, FrameStamp frame) =>
        (side == Side.Originator ? _originator : _responder).IsLost = true;

    public void OnEnd(Side side, FrameStamp frame) { }

    public void OnDone() => Write();

    private void OnRequest(RdpRecord record, ReadOnlySpan<byte> packet)
    {
        if (ConnectionRequest.TryParse(packet, out var request))
        {
            record.Cookie = request.Cookie ?? record.Cookie;
        }
        else if (packet.Length > DataHeaderBytes && RdpSettings.ReadClient(packet[DataHeaderBytes..], record))
        {
            flow.Confirm("rdp");
        }
    }

    /// <summary>True when TLS follows.</summary>
    private bool OnResponse(RdpRecord record, ReadOnlySpan<byte> packet)
    {
        if (packet.Length >= ConfirmHeaderBytes && packet[1] == ConnectionConfirm)
        {
            return OnConfirm(record, packet[ConfirmHeaderBytes..]);
        }
        if (packet.Length > DataHeaderBytes && RdpSettings.ReadServer(packet[DataHeaderBytes..], record))
        {
            record.SecurityProtocol ??= RdpNumbers.SecurityProtocol(0);
            flow.Confirm("rdp");
            Write();
        }
        return false;
    }

    /// <summary>§2.2.1.2.1: <c>type, flags, 16 bits of length, 32 bits of protocol or error</c>.</summary>
    private static bool OnConfirm(RdpRecord record, ReadOnlySpan<byte> negotiation)
    {
        if (negotiation is not [var type, _, 0x08, 0x00, _, _, _, _, ..])
        {
            return false;
        }
        var number = BinaryPrimitives.ReadUInt32LittleEndian(negotiation[4..]);
        if (type == NegotiationFailure)
        {
            record.Result = RdpNumbers.Failure(number);
        }
        else if (type == NegotiationResponse)
        {
            record.SecurityProtocol = RdpNumbers.SecurityProtocol(number);
            if (number != 0)
            {
                record.Result = "encrypted";
                return true;
            }
        }
        return false;
    }

    private RdpRecord Record(FrameStamp first, FrameStamp last)
    {
        _record ??= new RdpRecord
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

    private void Write()
    {
        if (_record is not null && !_isWritten)
        {
            _isWritten = true;
            flow.Records.Write(RdpRecord.Table, _record);
        }
    }
}
