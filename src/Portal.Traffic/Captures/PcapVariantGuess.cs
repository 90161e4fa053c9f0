namespace Portal.Traffic.Captures;

/// <summary>
/// Tells the variants of pcap that share a magic by reading the first records as each of them and counting what makes no
/// sense, by the rules of Wireshark 4.0's <c>libpcap.c</c>: the first variant without a fault wins, else the one with the fewest.
/// </summary>
internal static class PcapVariantGuess
{
    /// <summary>A wrong variant is seen at the second record at the latest: its header is looked for in the wrong place.</summary>
    private const int RecordsToTry = 2;

    /// <summary>No frame was ever longer on the wire; more means that the field is something else.</summary>
    private const uint MaximumOriginalLength = 128 << 20;

    /// <param name="records">The start of the file after its header, as far as it is known.</param>
    /// <param name="isWhole">Nothing comes after <paramref name="records"/>.</param>
    public static PcapVariant Choose(in PcapHeader header, ReadOnlySpan<byte> records, bool isWhole)
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
            var faults = Faults(header, candidate, records, isWhole);
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

    private static int Faults(in PcapHeader header, PcapVariant variant, ReadOnlySpan<byte> rest, bool isWhole)
    {
        var faults = 0;
        var headerLength = HeaderLength(variant);
        for (var i = 0; i < RecordsToTry && !rest.IsEmpty; i++)
        {
            if (rest.Length < headerLength)
            {
                return faults + (isWhole ? 1 : 0);
            }
            var captured = PcapngBytes.ReadUInt32(rest[8..], header.IsBigEndian);
            var original = PcapngBytes.ReadUInt32(rest[12..], header.IsBigEndian);
            var isPossible = captured <= LinkTypes.MaximumFrameLength(header.LinkType);
            faults +=
                (isPossible ? 0 : 1)
                + (captured > header.SnapLength ? 1 : 0)
                + (original > MaximumOriginalLength ? 1 : 0)
                + (captured > original ? 1 : 0);
            if (!isPossible)
            {
                return faults;
            }
            if (captured > rest.Length - headerLength)
            {
                return faults + (isWhole ? 1 : 0);
            }
            rest = rest[(headerLength + (int)captured)..];
        }
        return faults;
    }
}
