using System.Buffers;

namespace Portal.Traffic.Flows;

/// <summary>
/// Puts one direction of a TCP connection in order. Data that comes in order is passed on from the frame without a copy;
/// data above a hole waits until the hole is filled, or until the receiver acknowledges it: then the missing bytes are a
/// gap. What was seen first wins where segments overlap. Offsets are relative: the SYN is 0, the first data byte 1.
/// </summary>
internal sealed class TcpReassembler(Side side, IStreamConsumer consumer, ReassemblyBudget budget)
{
    /// <summary>What a waiting segment costs besides its bytes; a flood of tiny ones must not be cheap.</summary>
    private const int BlockCost = 96;

    private readonly List<Block> _waiting = [];
    private Side _side = side;
    private long _topInserted = 1;
    private long _trimmed = 1;
    private int _held;

    /// <summary>The next byte to pass on.</summary>
    public long Delivered { get; private set; } = 1;

    /// <summary>Bytes that wait for a hole to be filled.</summary>
    public int WaitingBytes => _held - (_waiting.Count * BlockCost);

    /// <summary>Data was seen that has not been acknowledged, whether passed on or waiting.</summary>
    public bool HasUnacknowledged => _topInserted > _trimmed;

    /// <summary>Bytes seen and not acknowledged.</summary>
    public long UnacknowledgedBytes => Math.Max(0, Math.Min(Delivered, _topInserted) - _trimmed) + WaitingBytes;

    /// <summary>Distance from the next byte to pass on to the end of what was seen, holes included.</summary>
    public long WaitingSpan => _waiting.Count == 0 ? 0 : _waiting[^1].End - Delivered;

    /// <summary>Takes a segment.</summary>
    /// <param name="sequence">Relative offset of its first byte.</param>
    /// <param name="data">Its bytes.</param>
    /// <param name="frame">Where it was seen.</param>
    public void Add(long sequence, ReadOnlySpan<byte> data, FrameStamp frame)
    {
        var end = sequence + data.Length;
        if (data.IsEmpty || end <= _trimmed)
        {
            return;
        }
        _topInserted = Math.Max(_topInserted, end);
        if (end <= Delivered)
        {
            return;
        }
        if (sequence < Delivered)
        {
            data = data[(int)(Delivered - sequence)..];
            sequence = Delivered;
        }
        if (_waiting.Count == 0 && sequence == Delivered)
        {
            Delivered = end;
            consumer.OnStream(_side, data, frame);
            return;
        }
        Insert(sequence, data, frame);
        DeliverReady();
        EnforceLimits(frame);
    }

    /// <summary>The receiver has everything below; what was not seen by then never will be.</summary>
    /// <returns>Whether anything changed.</returns>
    public bool Acknowledge(long sequence, FrameStamp frame)
    {
        if (sequence <= _trimmed)
        {
            return false;
        }
        TrimTo(sequence, frame);
        return true;
    }

    /// <summary>Forgets what is below, as if it had been acknowledged.</summary>
    public void TrimTo(long sequence, FrameStamp frame)
    {
        if (sequence > Delivered)
        {
            SkipTo(sequence, frame);
        }
        DropBelow(sequence);
        _trimmed = Math.Max(_trimmed, sequence);
        DeliverReady();
    }

    /// <summary>The sequence numbers were a guess that proved wrong at once: nothing below counts as missing.</summary>
    public void StartAt(long sequence)
    {
        Delivered = Math.Max(Delivered, sequence);
        DropBelow(Delivered);
        _trimmed = Math.Max(_trimmed, sequence);
    }

    /// <summary>The sender is the other side after all.</summary>
    public void TurnTo(Side side) => _side = side;

    /// <summary>The bytes that are missing now are a gap; what waits behind them is passed on.</summary>
    public void SkipHole(FrameStamp frame)
    {
        if (_waiting.Count > 0)
        {
            Gap(_waiting[0].Sequence, frame);
            DeliverReady();
        }
    }

    /// <summary>Returns the buffers.</summary>
    public void Release()
    {
        foreach (var block in _waiting)
        {
            Free(block);
        }
        _waiting.Clear();
    }

    private void SkipTo(long sequence, FrameStamp frame)
    {
        while (_waiting.Count > 0 && _waiting[0].Sequence < sequence)
        {
            Gap(_waiting[0].Sequence, frame);
            DeliverReady();
        }
        if (Delivered < sequence)
        {
            Gap(sequence, frame);
        }
    }

    private void Gap(long end, FrameStamp frame)
    {
        var missing = end - Delivered;
        if (missing <= 0)
        {
            return;
        }
        Delivered = end;
        consumer.OnStreamGap(_side, missing, frame);
    }

    private void DeliverReady()
    {
        var taken = 0;
        while (taken < _waiting.Count && _waiting[taken].Sequence <= Delivered)
        {
            var block = _waiting[taken];
            taken++;
            if (block.End > Delivered)
            {
                var skip = (int)(Delivered - block.Sequence);
                Delivered = block.End;
                consumer.OnStream(_side, block.Bytes.AsSpan(skip, block.Length - skip), block.Frame);
            }
            Free(block);
        }
        _waiting.RemoveRange(0, taken);
    }

    private void DropBelow(long sequence)
    {
        var count = 0;
        while (count < _waiting.Count && _waiting[count].End <= sequence)
        {
            Free(_waiting[count]);
            count++;
        }
        _waiting.RemoveRange(0, count);
    }

    /// <summary>Keeps the parts that are not there yet.</summary>
    private void Insert(long sequence, ReadOnlySpan<byte> data, FrameStamp frame)
    {
        var index = FirstEndingAfter(sequence);
        while (!data.IsEmpty)
        {
            var next = index < _waiting.Count ? _waiting[index] : null;
            var free = next is null ? data.Length : (int)Math.Clamp(next.Sequence - sequence, 0, data.Length);
            if (free > 0)
            {
                _waiting.Insert(index, Copy(sequence, data[..free], frame));
                index++;
                sequence += free;
                data = data[free..];
            }
            if (next is not null && !data.IsEmpty)
            {
                var covered = (int)Math.Clamp(next.End - sequence, 0, data.Length);
                sequence += covered;
                data = data[covered..];
                index++;
            }
        }
    }

    /// <summary>Binary search; segments mostly come at the end.</summary>
    private int FirstEndingAfter(long sequence)
    {
        var low = 0;
        var high = _waiting.Count;
        if (high > 0 && _waiting[high - 1].End <= sequence)
        {
            return high;
        }
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_waiting[middle].End <= sequence)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }
        return low;
    }

    private Block Copy(long sequence, ReadOnlySpan<byte> data, FrameStamp frame)
    {
        var bytes = ArrayPool<byte>.Shared.Rent(data.Length);
        data.CopyTo(bytes);
        _held += data.Length + BlockCost;
        budget.Take(data.Length + BlockCost);
        return new Block(sequence, bytes, data.Length, frame);
    }

    private void Free(Block block)
    {
        _held -= block.Length + BlockCost;
        budget.Return(block.Length + BlockCost);
        ArrayPool<byte>.Shared.Return(block.Bytes);
    }

    private void EnforceLimits(FrameStamp frame)
    {
        while (_waiting.Count > 0 && (_held > budget.SideLimit || !budget.HasRoom(0)))
        {
            budget.CountLimit();
            SkipHole(frame);
        }
    }

    private sealed record Block(long Sequence, byte[] Bytes, int Length, FrameStamp Frame)
    {
        public long End => Sequence + Length;
    }
}
