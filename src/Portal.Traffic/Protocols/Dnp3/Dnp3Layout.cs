using System.Collections.Frozen;

namespace Portal.Traffic.Protocols.Dnp3;

/// <summary>What a point of an object consists of, in this order (IEEE 1815 annex A).</summary>
/// <param name="Quality">The byte of flags, if any.</param>
/// <param name="Value">The field of the value; null for a floating-point number, which is passed over, or for none.</param>
/// <param name="Bytes">Of the value.</param>
/// <param name="IsSigned">The value is in two's complement.</param>
/// <param name="HasStatus">A byte says what became of a command.</param>
/// <param name="Time">What follows.</param>
/// <param name="Bits">Points are packed, so many bits each; nothing else is there then.</param>
internal sealed record Dnp3Layout(
    Dnp3Quality Quality = Dnp3Quality.None,
    string? Value = null,
    int Bytes = 0,
    bool IsSigned = false,
    bool HasStatus = false,
    Dnp3Time Time = Dnp3Time.None,
    int Bits = 0
)
{
    private static readonly FrozenDictionary<int, Dnp3Layout> s_known = Make().ToFrozenDictionary();

    /// <summary>Null for objects that are not known here.</summary>
    public static Dnp3Layout? Of(int group, int variation) => s_known.GetValueOrDefault((group << 8) | variation);

    private static Dictionary<int, Dnp3Layout> Make()
    {
        var known = new Dictionary<int, Dnp3Layout>();
        AddBinary(known);
        AddCounters(known);
        AddAnalog(known);
        Add(50, 1, new Dnp3Layout(Time: Dnp3Time.Absolute));
        Add(51, 1, new Dnp3Layout(Time: Dnp3Time.Absolute));
        Add(51, 2, new Dnp3Layout(Time: Dnp3Time.Absolute));
        Add(52, 1, new Dnp3Layout(Value: "dnp3.al.time_delay", Bytes: 2));
        Add(52, 2, new Dnp3Layout(Value: "dnp3.al.time_delay", Bytes: 2));
        Add(80, 1, new Dnp3Layout(Bits: 1));
        return known;

        void Add(int group, int variation, Dnp3Layout layout) => known[(group << 8) | variation] = layout;
    }

    private static void AddBinary(Dictionary<int, Dnp3Layout> known)
    {
        var input = new Dnp3Layout(Dnp3Quality.BinaryInput);
        var output = new Dnp3Layout(Dnp3Quality.BinaryOutput);
        var status = new Dnp3Layout(HasStatus: true);
        known[0x0101] = new Dnp3Layout(Bits: 1);
        known[0x0102] = input;
        known[0x0301] = new Dnp3Layout(Bits: 2);
        known[0x0302] = input;
        foreach (var changes in (int[])[0x0200, 0x0400])
        {
            known[changes | 1] = input;
            known[changes | 2] = input with { Time = Dnp3Time.Absolute };
            known[changes | 3] = input with { Time = Dnp3Time.Relative };
        }
        known[0x0A01] = new Dnp3Layout(Bits: 1);
        known[0x0A02] = output;
        known[0x0B01] = output;
        known[0x0B02] = output with { Time = Dnp3Time.Absolute };
        known[0x0D01] = status;
        known[0x0D02] = status with { Time = Dnp3Time.Absolute };
    }

    private static void AddCounters(Dictionary<int, Dnp3Layout> known)
    {
        var large = new Dnp3Layout(Dnp3Quality.Counter, "dnp3.al.cnt", 4);
        var small = large with { Bytes = 2 };
        foreach (var group in (int[])[0x1400, 0x1500, 0x1600, 0x1700])
        {
            for (var pair = 1; pair <= 3; pair += 2)
            {
                known[group | pair] = large;
                known[group | (pair + 1)] = small;
            }
        }
        for (var pair = 5; pair <= 7; pair += 2)
        {
            known[0x1400 | pair] = large with { Quality = Dnp3Quality.None };
            known[0x1400 | (pair + 1)] = small with { Quality = Dnp3Quality.None };
            known[0x1500 | (pair + 4)] = known[0x1400 | pair];
            known[0x1500 | (pair + 5)] = known[0x1400 | (pair + 1)];
        }
        foreach (var group in (int[])[0x1500, 0x1600, 0x1700])
        {
            for (var pair = 5; pair <= 7; pair += 2)
            {
                known[group | pair] = large with { Time = Dnp3Time.Absolute };
                known[group | (pair + 1)] = small with { Time = Dnp3Time.Absolute };
            }
        }
    }

    private static void AddAnalog(Dictionary<int, Dnp3Layout> known)
    {
        var input = new Dnp3Layout(Dnp3Quality.AnalogInput, "dnp3.al.ana.int", 4, IsSigned: true);
        var output = new Dnp3Layout(Dnp3Quality.AnalogOutput, "dnp3.al.anaout.int", 4, IsSigned: true);
        var command = output with { Quality = Dnp3Quality.None, HasStatus = true };
        AddSizes(0x1E01, input);
        AddSizes(0x1E03, input with { Quality = Dnp3Quality.None });
        AddFloats(0x1E05, input);
        AddSizes(0x2201, input with { Quality = Dnp3Quality.None }, isSmallFirst: true);
        AddSizes(0x2801, output);
        AddFloats(0x2803, output);
        AddSizes(0x2901, command);
        AddFloats(0x2903, command);
        foreach (var (group, layout) in ((int, Dnp3Layout)[])[(0x2000, input), (0x2A00, output)])
        {
            AddSizes(group | 1, layout);
            AddSizes(group | 3, layout with { Time = Dnp3Time.Absolute });
            AddFloats(group | 5, layout);
            AddFloats(group | 7, layout with { Time = Dnp3Time.Absolute });
        }

        void AddSizes(int number, Dnp3Layout layout, bool isSmallFirst = false)
        {
            known[number] = layout with { Bytes = isSmallFirst ? 2 : 4 };
            known[number + 1] = layout with { Bytes = isSmallFirst ? 4 : 2 };
        }

        void AddFloats(int number, Dnp3Layout layout)
        {
            known[number] = layout with { Value = null, Bytes = 4 };
            known[number + 1] = layout with { Value = null, Bytes = 8 };
        }
    }
}
