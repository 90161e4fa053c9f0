using System.Collections.Frozen;
using System.Globalization;

namespace Portal.Traffic.Protocols.Kerberos;

/// <summary>Names of the wire's numbers, read once from an embedded table <c>number,name</c>.</summary>
internal sealed class KerberosNumbers
{
    /// <summary>Encryption types (RFC 3961 §8, RFC 4757, RFC 6803), spelt as Zeek spells them.</summary>
    public static readonly KerberosNumbers Ciphers = new("Ciphers");

    /// <summary>Error codes (RFC 4120 §7.5.9, RFC 4556 §3.1.3).</summary>
    public static readonly KerberosNumbers Errors = new("Errors");

    private readonly FrozenDictionary<int, string> _names;

    private KerberosNumbers(string table)
    {
        var names = new Dictionary<int, string>();
        var resource = $"{typeof(KerberosNumbers).Namespace}.{table}.csv";
        using var reader = new StreamReader(typeof(KerberosNumbers).Assembly.GetManifestResourceStream(resource)!);
        reader.ReadLine(); // the columns' names
        while (reader.ReadLine()?.Split(',') is [var number, var name])
        {
            names.Add(int.Parse(number, CultureInfo.InvariantCulture), name);
        }
        _names = names.ToFrozenDictionary();
    }

    public string this[int number] => _names.GetValueOrDefault(number) ?? $"unknown-{number}";
}
