using System.Text;

namespace Portal.Traffic.Flows;

/// <summary>Zeek's history of a flow: upper case letters are the originator's, lower case the responder's.</summary>
internal sealed class FlowHistory
{
    /// <summary>Zeek has no limit; a flow with more changes of sequence numbers than this is an attack on the log.</summary>
    private const int MaxLetters = 256;

    private byte[] _letters = new byte[12];
    private int _length;
    private uint _seen;

    public bool IsEmpty => _length == 0;

    /// <summary>Notes a letter the first time; true when it had been noted before.</summary>
    public bool CheckSeen(Side side, HistoryBit bit, char letter)
    {
        var mask = side == Side.Originator ? (uint)bit : (uint)bit << 16;
        if ((_seen & mask) != 0)
        {
            return true;
        }
        _seen |= mask;
        Add(side, letter);
        return false;
    }

    public void Add(Side side, char letter) => Add(side == Side.Originator ? letter : char.ToLowerInvariant(letter));

    public void AddFlip() => Add('^');

    /// <summary>Zeek notes that its analysis went only so far.</summary>
    public void AddPartial() => Add('X');

    public override string ToString() => Encoding.ASCII.GetString(_letters, 0, _length);

    private void Add(char letter)
    {
        if (_length == MaxLetters)
        {
            return;
        }
        if (_length == _letters.Length)
        {
            Array.Resize(ref _letters, Math.Min(_length * 2, MaxLetters));
        }
        _letters[_length++] = (byte)letter;
    }
}
