using System.Buffers;

namespace Portal.Traffic.Protocols.Redis;

/// <summary>
/// Shows the values of one side, those that one delivery completes together, as Wireshark does. Only made when somebody
/// looks.
/// </summary>
internal sealed class RespShown(FlowContext flow, Side side)
{
    /// <summary>Of one value: a server's list of its commands has 200 KB, a picture somebody stored any number of megabytes.</summary>
    private const int MaxValueBytes = 512 * 1024;

    private readonly ArrayBufferWriter<byte> _held = new();
    private int _whole;
    private bool _isCut;

    /// <param name="bytes">Of the value that is being read.</param>
    /// <param name="isOver">They end it.</param>
    public void Take(ReadOnlySpan<byte> bytes, bool isOver)
    {
        var room = MaxValueBytes - (_held.WrittenCount - _whole);
        _isCut |= bytes.Length > room;
        _held.Write(bytes[..Math.Min(bytes.Length, room)]);
        if (isOver)
        {
            _whole = _held.WrittenCount;
            if (_isCut)
            {
                Flush(); // nothing can stand behind a value without its end
            }
        }
    }

    /// <summary>The delivery is over.</summary>
    public void Flush()
    {
        if (_whole == 0)
        {
            return;
        }
        flow.Show(RespFields.Add, side, _held.WrittenSpan[.._whole]);
        var rest = _held.WrittenSpan[_whole..].ToArray();
        Lose();
        _held.Write(rest);
    }

    /// <summary>Bytes are missing: what came of the value is not shown.</summary>
    public void Lose()
    {
        _held.ResetWrittenCount();
        (_whole, _isCut) = (0, false);
    }
}
