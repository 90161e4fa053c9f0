using System.Buffers;

namespace Portal.Traffic.Protocols.Tls;

/// <summary>Keeps one side's current record for the packet tree. Only made when somebody looks.</summary>
internal sealed class ShownRecord
{
    private readonly ArrayBufferWriter<byte> _bytes = new();
    private byte[] _before = [];

    /// <param name="messages">Handshake messages, perhaps one that the records before began.</param>
    public void Begin(ReadOnlySpan<byte> header, HandshakeBuffer messages)
    {
        _bytes.ResetWrittenCount();
        _bytes.Write(header);
        _before = messages.Pending.ToArray();
    }

    public void Append(ReadOnlySpan<byte> body) => _bytes.Write(body);

    /// <summary>The record is whole; one that a hole hid in part is not shown.</summary>
    public void Show(FlowContext flow, Side side, RecordReader record, bool isTls13)
    {
        if (_bytes.WrittenCount == RecordReader.HeaderBytes + record.Length)
        {
            flow.Show(
                TlsFields.Add,
                side,
                _bytes.WrittenSpan,
                new TlsRecordState(record.IsCiphertext, isTls13, _before)
            );
        }
    }
}
