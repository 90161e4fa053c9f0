namespace Portal.Traffic.Captures;

/// <summary>
/// Tells the variants of pcap that share a magic by reading the first records as each of them and counting what makes no
/// sense, by the rules of Wireshark 4.0's <c>libpcap.c</c>: the first variant without a fault wins, else the one with the fewest.
/// </summary>
internal static class PcapVariantGuess
{
    /// <summary>As Wireshark; three records of the usual maximum fit the first window.</summary>
    private const int RecordsToTry = 3;

    /// <summary>No frame was ever longer on the wire; more means that the field is something else.</summary>
    private const uint MaximumOriginalLength = 128 << 20;

    /// <param name="records">The start of the file after its header, as far as it is known.</param>
    public static PcapVariant Choose(in PcapHeader header, ReadOnlySpan<byte> records)
    {
        // Other versions never had variants.
        if ((header.VersionMajor == 2 && header.VersionMinor <= 3) || header.VersionMajor == 543)
        {
            return PcapVariant.Standard;
        }
        ReadOnlySpan<PcapVariant> candidates = header.Format switch
        {
            CaptureFormat.Pcap => [PcapVariant.Standard, PcapVariant.Modified, PcapVariant.Nokia],
            CaptureFormat.PcapModified => [PcapVariant.Modified, PcapVariant.ModifiedLong],
            _ => [PcapVariant.Standard],
        };
        var best = candidates[0];
        var fewest = int.MaxValue;
        foreach (var candidate in candidates)
        {
            var faults = Faults(header, candidate, records);
            if (faults < fewest)
            {
                (best, fewest) = (candidate, faults);
            }
        }
        return best;
    }

    public static int HeaderLength(PcapVariant variant) =>
        variant switch
        {
            PcapVariant.Modified => 24,
            PcapVariant.ModifiedLong => 28,
            PcapVariant.Nokia => 20,
            _ => 16,
        };

    /// <summary>
    /// The faults of the first header that has any: the wrong variant looks for the second one in the wrong place. What is
    /// cut off has no faults.
    /// </summary>
    private static int Faults(in PcapHeader header, PcapVariant variant, ReadOnlySpan<byte> rest)
    {
        var headerLength = HeaderLength(variant);
        for (var i = 0; i < RecordsToTry && rest.Length >= headerLength; i++)
        {
            var faults = HeaderFaults(header, rest);
            if (faults != 0)
            {
                return faults;
            }
            var captured = (int)PcapngBytes.ReadUInt32(rest[8..], header.IsBigEndian);
            rest = rest[Math.Min(rest.Length, headerLength + captured)..];
        }
        return 0;
    }

    private static int HeaderFaults(in PcapHeader header, ReadOnlySpan<byte> record)
    {
        var fraction = PcapngBytes.ReadUInt32(record[4..], header.IsBigEndian);
        var captured = PcapngBytes.ReadUInt32(record[8..], header.IsBigEndian);
        var original = PcapngBytes.ReadUInt32(record[12..], header.IsBigEndian);
        return (fraction >= 1_000_000 ? 1 : 0) // all variants that must be guessed have microseconds
            + (captured > LinkTypes.MaximumFrameLength(header.LinkType) ? 1 : 0)
            + (captured > header.SnapLength ? 1 : 0)
            + (original > MaximumOriginalLength ? 1 : 0)
            + (captured > original ? 1 : 0);
    }
}
