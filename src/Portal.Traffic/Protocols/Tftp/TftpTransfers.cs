using Portal.Traffic.Packets;
using Portal.Traffic.Records;

namespace Portal.Traffic.Protocols.Tftp;

/// <summary>The requests whose transfers are awaited, by the two hosts and the client's port.</summary>
internal sealed class TftpTransfers : ISharedState
{
    /// <summary>Requests can be made up by the thousand; beyond this the oldest is written as it is.</summary>
    private const int MaxOpen = 1000;

    /// <summary>Blocks are sent again after some seconds (RFC 1123 §4.2.3.2); slow links and old captures have gaps of minutes.</summary>
    private const long Timeout = 600 * UnixTime.NanosecondsPerSecond;

    private readonly Dictionary<(IpAddress Client, int Port, IpAddress Server), TftpTransfer> _open = [];

    public void Add(FlowContext flow, TftpTransfer transfer)
    {
        var key = (flow.OriginatorAddress, flow.OriginatorPort, flow.ResponderAddress);
        if (_open.Remove(key, out var before))
        {
            before.End(flow.Records, flow.Now);
        }
        if (_open.Count >= MaxOpen)
        {
            var oldest = _open.MinBy(entry => entry.Value.Record.FirstFrame);
            _open.Remove(oldest.Key);
            oldest.Value.End(flow.Records, flow.Now);
        }
        _open.Add(key, transfer);
    }

    /// <summary>The transfer of a flow, whoever sent its first datagram.</summary>
    public TftpTransfer? Find(FlowContext flow) =>
        _open.GetValueOrDefault((flow.ResponderAddress, flow.ResponderPort, flow.OriginatorAddress))
        ?? _open.GetValueOrDefault((flow.OriginatorAddress, flow.OriginatorPort, flow.ResponderAddress));

    public void Sweep(FrameStamp now, IRecordSink records) =>
        End(records, now, transfer => transfer.LastTime + Timeout < now.Time);

    public void Finish(FrameStamp now, IRecordSink records) => End(records, now, _ => true);

    private void End(IRecordSink records, FrameStamp now, Func<TftpTransfer, bool> isOver)
    {
        foreach (
            var (key, transfer) in _open
                .Where(entry => isOver(entry.Value))
                .OrderBy(entry => entry.Value.Record.FirstFrame)
                .ToList()
        )
        {
            _open.Remove(key);
            transfer.End(records, now);
        }
    }
}
