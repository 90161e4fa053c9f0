using Portal.Traffic.Packets;
using Portal.Traffic.Records;

namespace Portal.Traffic.Protocols.Dhcp;

/// <summary>
/// The transactions that are under way, by their identifier: a client asks by broadcast from no address, and is answered in
/// another flow. As in Zeek a row is written when a transaction was silent for five seconds, lasts longer than thirty, or the
/// capture ends; the clock is looked at every ten.
/// </summary>
internal sealed class DhcpTransactions : ISharedState
{
    /// <summary>A flood of requests has a new identifier each time; beyond this the oldest row is written.</summary>
    private const int MaxTransactions = 10_000;

    // Zeek's limits of one row.
    private const int MaxUids = 10;
    private const int MaxTypes = 50;

    private const long Second = UnixTime.NanosecondsPerSecond;
    private const long FirstLook = 10 * Second;
    private const long LaterLook = 5 * Second;
    private const long Silence = 5 * Second;
    private const long MaxDuration = 30 * Second;

    private readonly Dictionary<uint, Transaction> _open = [];

    public void Add(FlowContext flow, DhcpMessage message, FrameStamp frame)
    {
        if (
            _open.TryGetValue(message.Transaction, out var transaction)
            && (transaction.Record.Uids.Count >= MaxUids || transaction.Record.Types.Count >= MaxTypes)
        )
        {
            Write(flow.Records, message.Transaction, transaction);
            transaction = null;
        }
        if (transaction is null)
        {
            if (_open.Count >= MaxTransactions)
            {
                var (key, oldest) = _open.MinBy(entry => entry.Value.Record.FirstFrame);
                Write(flow.Records, key, oldest);
            }
            transaction = new Transaction(frame) { LookAt = frame.Time + FirstLook };
            _open.Add(message.Transaction, transaction);
        }
        transaction.LastTime = frame.Time;
        var record = transaction.Record;
        record.LastFrame = frame.Number;
        record.Duration = (frame.Time - record.Timestamp) / (double)Second;
        if (!record.Uids.Contains(flow.Uid))
        {
            record.Uids.Add(flow.Uid);
        }
        record.Types.Add(DhcpNames.Type(message.Type));
        if (message.Operation == DhcpMessage.Request)
        {
            OnRequest(record, flow.OriginatorAddress, message);
        }
        else
        {
            OnReply(record, message);
        }
    }

    public void Sweep(FrameStamp now, IRecordSink records)
    {
        List<(uint Key, Transaction Transaction)> due =
        [
            .. _open
                .Where(entry => entry.Value.LookAt < now.Time)
                .Select(entry => (entry.Key, entry.Value))
                .OrderBy(entry => entry.Value.Record.FirstFrame),
        ];
        foreach (var (key, transaction) in due)
        {
            if (now.Time - transaction.LastTime > Silence || now.Time - transaction.Record.Timestamp > MaxDuration)
            {
                Write(records, key, transaction);
            }
            else
            {
                transaction.LookAt = now.Time + LaterLook;
            }
        }
    }

    public void Finish(FrameStamp now, IRecordSink records)
    {
        foreach (var transaction in _open.Values.OrderBy(transaction => transaction.Record.FirstFrame))
        {
            records.Write(DhcpRecord.Table, transaction.Record);
        }
        _open.Clear();
    }

    private void Write(IRecordSink records, uint key, Transaction transaction)
    {
        _open.Remove(key);
        records.Write(DhcpRecord.Table, transaction.Record);
    }

    private static void OnRequest(DhcpRecord record, IpAddress client, DhcpMessage message)
    {
        if (client != default && !(client.IsIpv4 && (uint)client.Low == 0))
        {
            record.ClientAddress = client.ToString();
        }
        record.Mac = message.ClientIdentifier ?? message.HardwareAddress ?? record.Mac;
        record.HostName = message.HostName ?? record.HostName;
        record.ClientSoftware =
            message.Operation == DhcpMessage.Request && message.VendorClass is { Length: > 0 } software
                ? software
                : record.ClientSoftware;
        record.FullName = message.FullName ?? record.FullName;
        record.ClientMessage = message.Message ?? record.ClientMessage;
        if (message.RequestedAddress is { } requested)
        {
            record.RequestedAddress = DhcpMessage.Address(requested);
        }
    }

    private static void OnReply(DhcpRecord record, DhcpMessage message)
    {
        record.Mac ??= message.HardwareAddress;
        record.Domain = message.DomainName ?? record.Domain;
        record.ServerMessage = message.Message ?? record.ServerMessage;
        record.LeaseTime = message.LeaseTime ?? record.LeaseTime;
        if (message.AssignedAddress == 0)
        {
            return;
        }
        record.AssignedAddress = DhcpMessage.Address(message.AssignedAddress);
        record.ClientAddress ??= record.AssignedAddress;
        if (message.Server is { } server)
        {
            record.ServerAddress = DhcpMessage.Address(server);
        }
    }

    private sealed class Transaction(FrameStamp first)
    {
        public DhcpRecord Record { get; } =
            new()
            {
                Timestamp = first.Time,
                Uid = null,
                Id = null,
                FirstFrame = first.Number,
                LastFrame = first.Number,
            };

        public long LastTime { get; set; }

        public long LookAt { get; set; }
    }
}
