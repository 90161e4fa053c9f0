using Portal.Analysis.Detectors.Beaconing;
using Portal.Analysis.Findings;

namespace Portal.Analysis.Detectors.DnsTunnelling;

/// <summary>The reasons for and against a tunnel.</summary>
internal static class TunnelScore
{
    public const double Prior = -4;

    /// <summary>What leaves at this amount is more than commands and their results.</summary>
    public const double ExfiltrationBytes = 100_000;

    private const double Megabyte = 1e6;

    /// <summary>Chance of so regular questions without a timer, below which a timer is told.</summary>
    private const double MaxTimingChance = 0.001;

    /// <param name="tunnel">What was measured.</param>
    /// <param name="clients">Hosts that asked below the domain.</param>
    /// <param name="timing">Of the questions.</param>
    /// <param name="canSeeContacts">The evidence has flows of the client beside its lookups.</param>
    /// <param name="options">Thresholds.</param>
    public static IEnumerable<ScoreTerm> Terms(
        TunnelFeatures tunnel,
        int clients,
        TimingResult timing,
        bool canSeeContacts,
        DnsTunnellingOptions options
    )
    {
        var up = Math.Clamp(Math.Log(Math.Max(tunnel.BytesUp, 1) / options.UsualBytes) + 1, 0, 3);
        yield return new ScoreTerm(
            "information in names",
            $"{tunnel.BytesUp:0} bytes in {tunnel.Names} different names",
            $"one at {options.UsualBytes} bytes, one more for each factor of 2.7, at most 3",
            up,
            EvidenceFamily.Content
        );
        yield return new ScoreTerm(
            "information in answers",
            $"{tunnel.BytesDown} bytes in different TXT, NULL, CNAME, MX and SRV answers",
            $"one at {4 * options.UsualBytes} bytes, at most 2",
            Math.Clamp(Math.Log(Math.Max(tunnel.BytesDown, 1) / (4.0 * options.UsualBytes)) + 1, 0, 2),
            EvidenceFamily.Content
        );
        if (tunnel.BytesPerSecond >= options.AlertBytesPerSecond)
        {
            yield return new ScoreTerm(
                "rate",
                $"{tunnel.BytesPerSecond:0.0} bytes/s over the busiest hour",
                $"{options.AlertBytesPerSecond:0.0} bytes/s",
                0.5,
                EvidenceFamily.Content
            );
        }
        if (Structure(tunnel, options) is { Count: > 0 } structure)
        {
            yield return new ScoreTerm(
                "structure of names",
                string.Join("; ", structure),
                "names that people use are short, of many shapes, and asked for again; half for each, at most 1",
                Math.Min(1, structure.Count / 2.0),
                EvidenceFamily.Sequence
            );
        }
        if (tunnel.ArchiveHeader is { } header)
        {
            yield return new ScoreTerm(
                "archive in a label",
                header,
                "a label begins like a packed file",
                3,
                EvidenceFamily.Content,
                IsHard: true
            );
        }
        if (tunnel.Questions >= options.MinNames && tunnel.CarrierShare >= 0.5)
        {
            yield return new ScoreTerm(
                "record types",
                $"{tunnel.Types}",
                "half of the questions are for records that carry any text",
                1,
                EvidenceFamily.Content
            );
        }
        if (tunnel.Questions >= options.MinNames && tunnel.NotExistingShare >= 0.5)
        {
            yield return new ScoreTerm(
                "names that do not exist",
                $"{tunnel.NotExisting} of {tunnel.Questions} answers are NXDOMAIN",
                "data in names needs no answer",
                0.5,
                EvidenceFamily.Sequence
            );
        }
        if (
            tunnel.Names > 0
            && (tunnel.AddressAnswers == 0 || canSeeContacts)
            && tunnel.ContactedNames <= tunnel.Names / 10
        )
        {
            yield return new ScoreTerm(
                tunnel.ContactedNames == 0 ? "answers never contacted" : "answers hardly ever contacted",
                $"{tunnel.ContactedNames} of {tunnel.Names} names led to a flow within 120 s",
                "who looks a name up goes there",
                0.7,
                EvidenceFamily.Sequence
            );
        }
        if (timing.Comb is { Evidence: > 0 } comb && timing.PValue <= MaxTimingChance)
        {
            yield return new ScoreTerm(
                "timer",
                $"a question every {SignificantDigits.Round(comb.PeriodSeconds)} s, chance {timing.PValue:0.0E+0}",
                "questions of people have no timer",
                1,
                EvidenceFamily.Timing
            );
        }
        if (clients > 1)
        {
            yield return new ScoreTerm(
                "several clients",
                $"{clients} hosts ask below {tunnel.Domain}",
                "minus the logarithm of their number",
                -Math.Log(clients),
                EvidenceFamily.Reputation
            );
        }
        if (DataCarryingZone.Of(tunnel.Domain) is { } zone)
        {
            yield return new ScoreTerm(
                zone.Kind,
                $"{zone.Zone} ({zone.Who})",
                "its names carry data by design",
                -3,
                EvidenceFamily.Reputation,
                IsExplanation: true
            );
        }
    }

    /// <summary>5 from a megabyte, else 4.</summary>
    public static int Impact(TunnelFeatures tunnel) => tunnel.BytesUp >= Megabyte ? 5 : 4;

    private static List<string> Structure(TunnelFeatures tunnel, DnsTunnellingOptions options)
    {
        var parts = new List<string>();
        if (tunnel.Names < options.MinNames)
        {
            return parts;
        }
        if (tunnel.UniqueRatio >= 0.9)
        {
            parts.Add($"{tunnel.UniqueRatio:P0} of the questions of the main record type are for a new name");
        }
        if (tunnel.LayoutShare >= 0.5 && tunnel.Layout.Length >= 2)
        {
            parts.Add($"{tunnel.LayoutShare:P0} of the names have labels of {tunnel.Layout} characters");
        }
        if (tunnel.LongShare >= 0.3)
        {
            parts.Add($"{tunnel.LongShare:P0} of the names are longer than 49 characters below the domain");
        }
        return parts;
    }
}
