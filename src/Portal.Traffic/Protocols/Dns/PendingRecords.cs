using System.Diagnostics.CodeAnalysis;
using Portal.Traffic.Records;

namespace Portal.Traffic.Protocols.Dns;

/// <summary>Halves of transactions that wait for the other half, oldest first within an identifier; bounded.</summary>
internal sealed class PendingRecords(FlowContext flow, int limit)
{
    private readonly Dictionary<long, Queue<DnsRecord>> _byIdentifier = [];
    private DnsRecord? _single; // Nearly every flow has one at a time: no table for it.

    public void Add(DnsRecord record)
    {
        if (_single is null && _byIdentifier.Count == 0)
        {
            _single = record;
            return;
        }
        if (_single is { } single)
        {
            _single = null;
            Enqueue(single);
        }
        Enqueue(record);
    }

    public bool TryTake(long identifier, [NotNullWhen(true)] out DnsRecord? record)
    {
        record = null;
        if (_single?.TransactionId == identifier)
        {
            (record, _single) = (_single, null);
        }
        else if (_byIdentifier.TryGetValue(identifier, out var queue))
        {
            record = queue.Dequeue();
            if (queue.Count == 0)
            {
                _byIdentifier.Remove(identifier);
            }
        }
        return record is not null;
    }

    /// <summary>Writes all that wait, in the order in which they came.</summary>
    public void Flush()
    {
        if (_single is { } single)
        {
            _single = null;
            flow.Records.Write(DnsRecord.Table, single);
        }
        Write(_byIdentifier.Values.SelectMany(queue => queue));
        _byIdentifier.Clear();
    }

    private void Enqueue(DnsRecord record)
    {
        if (!_byIdentifier.TryGetValue(record.TransactionId, out var queue))
        {
            if (_byIdentifier.Count > limit)
            {
                Flush();
            }
            _byIdentifier[record.TransactionId] = queue = [];
        }
        else if (queue.Count > limit)
        {
            Write(queue);
            queue.Clear();
        }
        queue.Enqueue(record);
    }

    private void Write(IEnumerable<DnsRecord> waiting)
    {
        foreach (
            var record in waiting.OrderBy(record => record.FirstFrame).ThenBy(record => record.TransactionId).ToList()
        )
        {
            flow.Records.Write(DnsRecord.Table, record);
        }
    }
}
