using Portal.Traffic.Records;

namespace Portal.Traffic.Protocols.Modbus;

/// <summary>Writes a row for each request and response of one flow.</summary>
internal sealed class ModbusAnalyzer(FlowContext flow) : IFlowAnalyzer
{
    /// <summary>Header, function and the exception's number: all that is recorded.</summary>
    private const int KeptBytes = ModbusHeader.Bytes + 1;

    private readonly HeadedStream[] _streams =
    [
        new(flow.IsShown ? ModbusHeader.MaxBytes : KeptBytes),
        new(flow.IsShown ? ModbusHeader.MaxBytes : KeptBytes),
    ];
    private bool _isConfirmed;

    public void OnData(Side side, ReadOnlySpan<byte> bytes, FrameStamp frame)
    {
        var stream = _streams[(int)side];
        while (stream.TryNext(ref bytes, ModbusHeader.Bytes, WholeBytes, out var head))
        {
            OnMessage(side, head, frame);
        }
        if (stream.IsLost)
        {
            flow.Violate("modbus", "no Modbus header");
        }
    }

    public void OnGap(Side side, long bytes, FrameStamp frame) => _streams[(int)side].Gap(bytes);

    public void OnEnd(Side side, FrameStamp frame)
    {
        // The other side may still answer.
    }

    public void OnDone()
    {
        // Every message was written when it came.
    }

    private static int? WholeBytes(ReadOnlySpan<byte> head) =>
        ModbusHeader.TryParse(head, out var header) ? header.WholeBytes : null;

    private void OnMessage(Side side, ReadOnlySpan<byte> head, FrameStamp frame)
    {
        if (!ModbusHeader.TryParse(head, out var header))
        {
            return;
        }
        if (!_isConfirmed)
        {
            _isConfirmed = true;
            flow.Confirm("modbus");
        }
        flow.Show(ModbusFields.Add, side, head);
        flow.Records.Write(
            ModbusRecord.Table,
            new ModbusRecord
            {
                Timestamp = frame.Time,
                Uid = flow.Uid,
                Id = flow.Id,
                FirstFrame = frame.Number,
                LastFrame = frame.Number,
                Transaction = header.Transaction,
                Unit = header.Unit,
                Function = ModbusNames.Function(header.Function) ?? $"unknown-{header.Function}",
                Kind = side == Side.Originator ? "REQ" : "RESP",
                Exception =
                    header.IsException && head.Length >= KeptBytes
                        ? ModbusNames.Exception(head[ModbusHeader.Bytes])
                        : null,
            }
        );
    }
}
