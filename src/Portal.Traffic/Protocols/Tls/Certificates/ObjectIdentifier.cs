using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace Portal.Traffic.Protocols.Tls.Certificates;

/// <summary>Object identifiers (X.690 §8.19) and the names that OpenSSL, and so Zeek, gives them.</summary>
/// <param name="ShortName">For example <c>CN</c>.</param>
/// <param name="LongName">For example <c>commonName</c>.</param>
/// <param name="OrderBits">For a named curve: the length of its order in bits, which is the key's length.</param>
internal sealed record ObjectIdentifier(string ShortName, string LongName, int? OrderBits)
{
    private const int MaxBytes = 64; // the longest in use have some 20

    private static readonly FrozenDictionary<string, ObjectIdentifier> s_known = Load();

    /// <summary>Dotted decimal; empty for bytes that are none.</summary>
    public static string Dotted(ReadOnlySpan<byte> content)
    {
        if (content.Length is 0 or > MaxBytes || content[^1] > 0x7F)
        {
            return "";
        }
        var text = new StringBuilder();
        ulong arc = 0;
        foreach (var value in content)
        {
            if (arc > ulong.MaxValue >> 7)
            {
                return "";
            }
            arc = (arc << 7) | (value & 0x7Fu);
            if (value > 0x7F)
            {
                continue;
            }
            if (text.Length == 0)
            {
                var root = Math.Min(arc / 40, 2);
                text.Append(CultureInfo.InvariantCulture, $"{root}.{arc - (root * 40)}");
            }
            else
            {
                text.Append('.').Append(arc);
            }
            arc = 0;
        }
        return text.ToString();
    }

    /// <summary>Null for one without a name.</summary>
    public static ObjectIdentifier? Find(ReadOnlySpan<byte> content) => s_known.GetValueOrDefault(Dotted(content));

    /// <summary>The long name, else dotted decimal.</summary>
    public static string Describe(ReadOnlySpan<byte> content)
    {
        var dotted = Dotted(content);
        return s_known.TryGetValue(dotted, out var known) ? known.LongName : dotted;
    }

    private static FrozenDictionary<string, ObjectIdentifier> Load()
    {
        var type = typeof(ObjectIdentifier);
        using var reader = new StreamReader(
            type.Assembly.GetManifestResourceStream($"{type.Namespace}.ObjectIdentifiers.csv")!
        );
        reader.ReadLine(); // the columns' names
        var known = new Dictionary<string, ObjectIdentifier>(StringComparer.Ordinal);
        while (reader.ReadLine() is { } line)
        {
            if (line.Split(',') is [var identifier, var shortName, var longName, var bits])
            {
                int? order = bits.Length == 0 ? null : int.Parse(bits, CultureInfo.InvariantCulture);
                known.Add(identifier, new ObjectIdentifier(shortName, longName, order));
            }
        }
        return known.ToFrozenDictionary(StringComparer.Ordinal);
    }
}
