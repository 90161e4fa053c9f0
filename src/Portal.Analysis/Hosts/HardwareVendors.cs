using System.Collections.Frozen;

namespace Portal.Analysis.Hosts;

/// <summary>
/// Who made a network card, or what made its address up: virtual machines and the commonest network vendors, by the first
/// bytes of the address (IEEE 802 §8.2). Most vendors are not in the table.
/// </summary>
public static class HardwareVendors
{
    // Characters of five, three and two bytes with their colons: the longest prefix counts.
    private static readonly int[] s_lengths = [14, 8, 5];

    private static readonly Lazy<FrozenDictionary<string, string>> s_vendors = new(() =>
        TableLines
            .Read("hardware-vendors.tsv")
            .ToFrozenDictionary(row => row[0], row => row[1], StringComparer.OrdinalIgnoreCase)
    );

    /// <summary>The vendor of <c>00:50:56:01:02:03</c>; null when it is not known.</summary>
    public static string? Of(string address)
    {
        var vendors = s_vendors.Value.GetAlternateLookup<ReadOnlySpan<char>>();
        foreach (var length in s_lengths)
        {
            if (address.Length >= length && vendors.TryGetValue(address.AsSpan(0, length), out var vendor))
            {
                return vendor;
            }
        }
        return null;
    }
}
