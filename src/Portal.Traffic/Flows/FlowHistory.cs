using System.Text;

namespace Portal.Traffic.Flows;

/// <summary>Zeek's history of a flow: upper case letters are the originator's, lower case the responder's.</summary>
internal sealed class FlowHistory
{
    /// <summary>Zeek has no limit; a flow with more changes of sequence numbers than this is an attack on the log.</summary>
    private const int MaxLetters = 256;

    private readonly StringBuilder _letters = new(8);
    private uint _seen;

    public bool IsEmpty => _letters.Length == 0;

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

    public override string ToString() => _letters.ToString();

    private void Add(char letter)
    {
        if (_letters.Length < MaxLetters)
        {
            _letters.Append(letter);
        }
    }
}
