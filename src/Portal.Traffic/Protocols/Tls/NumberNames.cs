using System.Collections.Frozen;
using System.Globalization;

namespace Portal.Traffic.Protocols.Tls;

/// <summary>Names of the wire's numbers, read once from an embedded table <c>number,name</c>.</summary>
internal sealed class NumberNames
{
    /// <summary>Cipher suites (three bytes for SSL 2.0), spelt as Zeek spells them.</summary>
    public static readonly NumberNames CipherSuites = new("CipherSuites");

    /// <summary>Named groups of the key exchange.</summary>
    public static readonly NumberNames Groups = new("NamedGroups");

    public static readonly NumberNames Alerts = new("Alerts");

    private readonly FrozenDictionary<int, string> _names;

    private NumberNames(string table)
    {
        var names = new Dictionary<int, string>();
        var resource = $"{typeof(NumberNames).Namespace}.{table}.csv";
        using var reader = new StreamReader(typeof(NumberNames).Assembly.GetManifestResourceStream(resource)!);
        reader.ReadLine(); // the columns' names
        while (reader.ReadLine() is { } line)
        {
            var comma = line.IndexOf(',', StringComparison.Ordinal);
            names.Add(Number(line.AsSpan(0, comma)), line[(comma + 1)..]);
        }
        _names = names.ToFrozenDictionary();
    }

    /// <summary>The name, <c>grease_0xNNNN</c> (RFC 8701) or <c>unknown-N</c>.</summary>
    public string this[int number] =>
        _names.TryGetValue(number, out var name) ? name
        : number <= ushort.MaxValue && Grease.Is((ushort)number) ? $"grease_0x{number:X4}"
        : $"unknown-{number}";

    private static int Number(ReadOnlySpan<char> text) =>
        text.StartsWith("0x", StringComparison.Ordinal)
            ? int.Parse(text[2..], NumberStyles.HexNumber, CultureInfo.InvariantCulture)
            : int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);
}
