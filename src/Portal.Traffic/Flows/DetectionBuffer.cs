using System.Buffers;
using System.Runtime.InteropServices;

namespace Portal.Traffic.Flows;

/// <summary>The first bytes of both sides, in the order in which they came, until a protocol claims them.</summary>
internal sealed class DetectionBuffer(ReassemblyBudget budget, int limit) : IDisposable
{
    /// <summary>A flood of tiny segments must not make the list of chunks larger than the bytes in it.</summary>
    private const int MaxChunks = 256;

    private readonly List<Chunk> _chunks = [];
    private byte[] _originator = [];
    private byte[] _responder = [];
    private int _originatorLength;
    private int _responderLength;

    public int Count => _chunks.Count;

    public Chunk this[int index] => _chunks[index];

    /// <summary>All bytes of a side before its first gap.</summary>
    public ReadOnlySpan<byte> Prefix(Side side)
    {
        var length = 0;
        foreach (var chunk in _chunks)
        {
            if (chunk.Side != side)
            {
                continue;
            }
            if (chunk.Kind == DeliveryKind.Data)
            {
                length += chunk.Length;
            }
            else if (length > 0)
            {
                break;
            }
        }
        return (side == Side.Originator ? _originator : _responder).AsSpan(0, length);
    }

    public ReadOnlySpan<byte> BytesOf(Chunk chunk) =>
        (chunk.Side == Side.Originator ? _originator : _responder).AsSpan(chunk.Offset, chunk.Length);

    /// <summary>False when a side has reached the limit: nothing was kept then. The last piece may go beyond it.</summary>
    public bool TryAdd(in Delivery delivery)
    {
        if (_chunks.Count == MaxChunks)
        {
            return false;
        }
        var length = delivery.Bytes.Length;
        ref var used = ref delivery.Side == Side.Originator ? ref _originatorLength : ref _responderLength;
        if (used >= limit || !budget.HasRoom(length))
        {
            return false;
        }
        if (length > 0)
        {
            ref var bytes = ref delivery.Side == Side.Originator ? ref _originator : ref _responder;
            Reserve(ref bytes, used, used + length);
            delivery.Bytes.CopyTo(bytes.AsSpan(used));
            budget.Take(length);
        }
        _chunks.Add(new Chunk(delivery.Kind, delivery.Side, used, length, delivery.Missing, delivery.Frame));
        used += length;
        return true;
    }

    public void Dispose()
    {
        budget.Return(_originatorLength + _responderLength);
        Free(ref _originator);
        Free(ref _responder);
        _originatorLength = 0;
        _responderLength = 0;
        _chunks.Clear();
    }

    private static void Reserve(ref byte[] bytes, int used, int needed)
    {
        if (needed <= bytes.Length)
        {
            return;
        }
        var larger = ArrayPool<byte>.Shared.Rent(needed);
        bytes.AsSpan(0, used).CopyTo(larger);
        Free(ref bytes);
        bytes = larger;
    }

    private static void Free(ref byte[] bytes)
    {
        if (bytes.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
        bytes = [];
    }

    /// <summary>One delivery, its bytes in the buffer of its side.</summary>
    [StructLayout(LayoutKind.Auto)]
    internal readonly record struct Chunk(
        DeliveryKind Kind,
        Side Side,
        int Offset,
        int Length,
        long Missing,
        FrameStamp Frame
    );
}
