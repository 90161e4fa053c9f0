using System.Runtime.InteropServices;

namespace Portal.Traffic.Fields;

/// <summary>One whole message of a protocol, to be shown as lines of the packet tree.</summary>
/// <param name="at">Where it begins in the view that the tree is in.</param>
/// <param name="bytes">The message.</param>
/// <param name="side">Who sent it.</param>
/// <param name="state">What its analyzer knew besides and passed on; null for nothing.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly ref struct FieldMessage(int at, ReadOnlySpan<byte> bytes, Side side, object? state = null)
{
    public int At { get; } = at;
    public ReadOnlySpan<byte> Bytes { get; } = bytes;
    public Side Side { get; } = side;
    public object? State { get; } = state;
    public int End => At + Bytes.Length;
}
