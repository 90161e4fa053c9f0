namespace Portal.Traffic.Protocols.Dnp3;

/// <summary>
/// Puts the application messages of one side together for the packet tree: frames carry pieces of them, numbered, the first
/// and the last marked (IEEE 1815 §8.2). Only made when somebody looks.
/// </summary>
internal sealed class Dnp3Assembly
{
    /// <summary>Devices agree on at most some 2,048 bytes; nothing forbids more.</summary>
    private const int MaxBytes = 64 * 1024;

    private const int Final = 0x80;
    private const int First = 0x40;
    private const int SequenceMask = 0x3F;

    private readonly List<byte> _bytes = [];
    private int _next = -1;

    /// <summary>The whole message, valid until the next call; empty when it is not whole yet.</summary>
    /// <param name="user">Transport header and piece.</param>
    public ReadOnlySpan<byte> Take(ReadOnlySpan<byte> user)
    {
        if (user.IsEmpty)
        {
            return default;
        }
        var header = user[0];
        if ((header & First) != 0)
        {
            _bytes.Clear();
        }
        else if ((header & SequenceMask) != _next || _bytes.Count + user.Length > MaxBytes)
        {
            _next = -1;
            return default;
        }
        _bytes.AddRange(user[1..]);
        _next = (header & Final) != 0 ? -1 : (header + 1) & SequenceMask;
        return (header & Final) != 0 ? System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_bytes) : default;
    }
}
