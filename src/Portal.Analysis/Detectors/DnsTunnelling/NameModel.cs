namespace Portal.Analysis.Detectors.DnsTunnelling;

/// <summary>
/// An adaptive order-2 model of the characters of names: what ordinary names of the capture repeat costs few bits, what
/// nothing foretells costs as many as its alphabet. Its code length bounds how much a name can carry.
/// </summary>
public sealed class NameModel
{
    /// <summary>26 letters, 10 digits, dash, underscore, plus, slash, equals, dot, and 22 classes of other characters.</summary>
    private const int Symbols = 64;
    private const int FirstOther = 42;
    private const int Dot = 41;

    /// <summary>Observations that a shorter context counts for.</summary>
    private const double Weight = 4;

    private readonly int[] _third = new int[Symbols * Symbols * Symbols];
    private readonly int[] _second = new int[Symbols * Symbols];
    private readonly int[] _secondTotal = new int[Symbols];
    private readonly int[] _first = new int[Symbols];
    private int _total;

    /// <summary>Learns a name without judging it.</summary>
    public void Learn(string name) => Count(name, 1);

    /// <summary>Unlearns names that were learned.</summary>
    public void Forget(IEnumerable<string> names)
    {
        foreach (var name in names)
        {
            Count(name, -1);
        }
    }

    /// <summary>Learns names without judging them.</summary>
    public void Learn(IEnumerable<string> names)
    {
        foreach (var name in names)
        {
            Count(name, 1);
        }
    }

    /// <summary>
    /// Bytes of information of a text: the smaller of its code length and of its length in characters of
    /// <paramref name="alphabet"/> kinds. The text is learned.
    /// </summary>
    public double Bytes(string text, int alphabet) =>
        Math.Min(Cost(text), text.Length * Math.Log2(Math.Max(2, alphabet))) / 8;

    private double Cost(string text)
    {
        var (before, last) = (Dot, Dot);
        var bits = 0.0;
        foreach (var character in text)
        {
            var symbol = SymbolOf(character);
            var single = (_first[symbol] + 1.0) / (_total + Symbols);
            var pair = (_second[(last * Symbols) + symbol] + (Weight * single)) / (_secondTotal[last] + Weight);
            var context = ((before * Symbols) + last) * Symbols;
            var seen = _second[(before * Symbols) + last];
            // Contexts at the end of a name have no successor, so "seen" is at least the successors' sum: the code stays valid.
            bits -= Math.Log2((_third[context + symbol] + (Weight * pair)) / (seen + Weight));
            Count(before, last, symbol, 1);
            (before, last) = (last, symbol);
        }
        return bits;
    }

    private void Count(string text, int times)
    {
        var (before, last) = (Dot, Dot);
        foreach (var character in text)
        {
            var symbol = SymbolOf(character);
            Count(before, last, symbol, times);
            (before, last) = (last, symbol);
        }
    }

    private void Count(int before, int last, int symbol, int times)
    {
        _third[(((before * Symbols) + last) * Symbols) + symbol] += times;
        _second[(last * Symbols) + symbol] += times;
        _secondTotal[last] += times;
        _first[symbol] += times;
        _total += times;
    }

    private static int SymbolOf(char character) =>
        character switch
        {
            >= 'a' and <= 'z' => character - 'a',
            >= 'A' and <= 'Z' => character - 'A',
            >= '0' and <= '9' => 26 + character - '0',
            '-' => 36,
            '_' => 37,
            '+' => 38,
            '/' => 39,
            '=' => 40,
            '.' => 41,
            _ => FirstOther + (character % (Symbols - FirstOther)),
        };
}
