using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Portal.Analysis.Findings;
using Portal.Analysis.Indicators.Attack;
using Portal.Traffic;
using Portal.Traffic.Packets;

namespace Portal.Analysis.Indicators.Stix;

/// <summary>
/// One self-contained STIX 2.1 bundle of a case: producer, report, indicators with one atomic pattern each, observables,
/// observed data, sightings with where and how often, ATT&amp;CK techniques, a note, and the markings used.
/// </summary>
public sealed class StixBundle
{
    internal static readonly JsonSerializerOptions Compact = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };
    private static readonly JsonSerializerOptions s_indented = new(Compact) { WriteIndented = true, NewLine = "\n" };

    private readonly SortedDictionary<string, JsonObject> _objects = new(StringComparer.Ordinal);
    private readonly StixBundleOptions _options;
    private readonly string _created;
    private readonly string _modified;
    private readonly string _producer;
    private readonly string _extension;

    private StixBundle(StixBundleOptions options, long lastObservation)
    {
        _options = options;
        _created = Milliseconds(options.Created ?? lastObservation);
        _modified = Milliseconds(Math.Max(options.Modified ?? 0, options.Created ?? lastObservation));
        _producer = StixIds.Stable("identity", $"producer {options.Producer}");
        _extension = StixIds.Stable("extension-definition", "evidence frames");
    }

    /// <summary>Builds the bundle's JSON, indented, ending with a line feed; the same input gives the same bytes.</summary>
    public static string Build(
        IReadOnlyList<Finding> findings,
        IReadOnlyList<Indicator> indicators,
        StixBundleOptions options
    )
    {
        var last = findings.Count > 0 ? findings.Max(finding => finding.LastTime) : 0;
        return new StixBundle(options, last).Build(findings, indicators);
    }

    private string Build(IReadOnlyList<Finding> findings, IReadOnlyList<Indicator> indicators)
    {
        var cited = indicators.SelectMany(indicator => indicator.Findings).ToHashSet(StringComparer.Ordinal);
        var used = findings.Where(finding => cited.Contains(finding.Key)).ToDictionary(finding => finding.Key);
        AddProducer();
        var observed = used.Values.ToDictionary(finding => finding.Key, AddObservation);
        foreach (var indicator in indicators)
        {
            AddIndicator(indicator, used, observed);
        }
        AddNote(
            used.Values.OrderByDescending(finding => finding.Score)
                .ThenBy(finding => finding.Key, StringComparer.Ordinal),
            indicators
        );
        AddReport(used.Count);

        var bundle = new JsonObject
        {
            ["type"] = "bundle",
            ["id"] = StixIds.Stable("bundle", _options.Identity),
            ["objects"] = new JsonArray([.. _objects.Values]),
        };
        return bundle.ToJsonString(s_indented) + "\n";
    }

    private void AddProducer()
    {
        var tlp = StixMarkings.Definition(_options.Tlp);
        _objects[(string)tlp["id"]!] = tlp;
        Add("identity", _producer, ("name", _options.Producer), ("identity_class", "organization"));
        Add(
            "extension-definition",
            _extension,
            ("name", "Evidence frames"),
            (
                "description",
                "Names the raw evidence by SHA-256 and the frames or lines in it that an object was read from."
            ),
            (
                "schema",
                "evidence: list of {sha256: string, name: string, frames: list of integer, frame_count: integer, lines: list of integer, line_count: integer}"
            ),
            ("version", "1.0.0"),
            ("extension_types", new JsonArray("property-extension"))
        );
    }

    /// <summary>Observed data with its observables, and the place (the host that acts) where it was seen.</summary>
    private Observation AddObservation(Finding finding)
    {
        var references = new List<string>();
        string? source = finding.Source is null
            ? null
            : AddObservable(StixObservables.Address(finding.Source), references);
        string? destination = finding.Destination is null
            ? null
            : AddObservable(StixObservables.Address(finding.Destination), references);
        if (finding.DestinationName is { } name)
        {
            AddObservable(StixObservables.Of("domain-name", name)!, references);
        }
        if (source is not null && destination is not null)
        {
            AddObservable(
                StixObservables.Traffic(
                    source,
                    destination,
                    finding.Port,
                    Protocols(finding),
                    finding.FirstTime,
                    finding.LastTime
                ),
                references
            );
        }
        var where = StixIds.Stable("identity", $"{_options.Identity} host {finding.Source ?? "unknown"}");
        Add("identity", where, ("name", finding.Source ?? "unknown host"), ("identity_class", "system"));

        var id = StixIds.Stable("observed-data", $"{_options.Identity} {finding.Key}");
        if (references.Count > 0)
        {
            Add(
                "observed-data",
                id,
                ("first_observed", Milliseconds(finding.FirstTime)),
                ("last_observed", Milliseconds(finding.LastTime)),
                ("number_observed", Math.Clamp(Events(finding), 1, 999_999_999)),
                ("object_refs", Array(references)),
                ("external_references", References(finding)),
                ("extensions", Frames(finding))
            );
        }
        return new Observation(references.Count > 0 ? id : null, where);
    }

    private void AddIndicator(
        Indicator indicator,
        Dictionary<string, Finding> findings,
        Dictionary<string, Observation> observed
    )
    {
        if (StixObservables.Pattern(indicator.Type, indicator.Value) is not { } pattern)
        {
            return; // JA3 and JA4 have no STIX object; the note lists them.
        }
        AddObservable(StixObservables.Of(indicator.Type, indicator.Value)!, []);
        var sources = indicator.Findings.Where(findings.ContainsKey).Select(key => findings[key]).ToList();
        var techniques = sources
            .SelectMany(finding => finding.Attack)
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal)
            .ToList();
        var id = StixIds.Stable("indicator", $"{_options.Identity} {pattern}");
        Add(
            "indicator",
            id,
            ("name", indicator.Value),
            ("description", indicator.Context),
            ("indicator_types", new JsonArray("malicious-activity")),
            ("pattern", pattern),
            ("pattern_type", "stix"),
            ("pattern_version", "2.1"),
            ("valid_from", Milliseconds(indicator.FirstTime)),
            ("confidence", sources.Count == 0 ? null : JsonValue.Create(sources.Max(finding => finding.Score))),
            ("kill_chain_phases", Phases(techniques)),
            ("external_references", sources.Count == 0 ? null : References(sources[0]))
        );
        foreach (var technique in techniques)
        {
            Relate(id, "indicates", AddTechnique(technique));
        }
        foreach (var finding in sources)
        {
            var (observation, where) = observed[finding.Key];
            AddSighting(id, finding, observation, where);
            if (observation is not null)
            {
                Relate(id, "based-on", observation);
            }
        }
    }

    private void AddSighting(string indicator, Finding finding, string? observation, string where) =>
        Add(
            "sighting",
            StixIds.Stable("sighting", $"{indicator} {finding.Key}"),
            ("sighting_of_ref", indicator),
            ("where_sighted_refs", new JsonArray(where)),
            ("observed_data_refs", observation is null ? null : new JsonArray(observation)),
            ("first_seen", Milliseconds(finding.FirstTime)),
            ("last_seen", Milliseconds(finding.LastTime)),
            ("count", Math.Clamp(Events(finding), 0, 999_999_999)),
            ("description", $"{finding.Title}. {Places(finding)}"),
            ("external_references", References(finding)),
            ("extensions", Frames(finding))
        );

    private string AddTechnique(string technique)
    {
        var known = AttackCatalogue.Find(technique);
        var id = StixIds.Stable("attack-pattern", technique);
        Add(
            "attack-pattern",
            id,
            ("name", known.Name),
            ("kill_chain_phases", Phases([technique])),
            (
                "external_references",
                new JsonArray(new JsonObject { ["source_name"] = "mitre-attack", ["external_id"] = technique })
            )
        );
        return id;
    }

    private void AddNote(IEnumerable<Finding> findings, IReadOnlyList<Indicator> indicators)
    {
        var lines = findings
            .Select(finding => $"- {finding.Title} (score {finding.Score}). {finding.Explanation} {Places(finding)}")
            .ToList();
        lines.AddRange(
            indicators
                .Where(indicator => StixObservables.Pattern(indicator.Type, indicator.Value) is null)
                .Select(indicator => $"- {indicator.Type} {indicator.Value}: {indicator.Context}")
        );
        var subjects = _objects
            .Values.Where(item => (string)item["type"]! == "indicator")
            .Select(item => (string)item["id"]!)
            .ToList();
        if (lines.Count > 0)
        {
            Add(
                "note",
                StixIds.Stable("note", _options.Identity),
                ("abstract", $"Findings of {_options.CaseName}"),
                ("content", string.Join("\n", lines)),
                ("object_refs", Array(subjects.Count > 0 ? subjects : [_producer]))
            );
        }
    }

    private void AddReport(int findings)
    {
        var inside = _objects
            .Values.Where(item => (string)item["type"]! is not ("marking-definition" or "extension-definition"))
            .Select(item => (string)item["id"]!)
            .ToList();
        Add(
            "report",
            StixIds.Stable("report", _options.Identity),
            ("name", _options.CaseName),
            ("description", findings == 1 ? "Indicators of 1 finding." : $"Indicators of {findings} findings."),
            ("report_types", new JsonArray("threat-report")),
            ("published", _created),
            ("object_refs", Array(inside))
        );
    }

    private void Relate(string source, string type, string target) =>
        Add(
            "relationship",
            StixIds.Stable("relationship", $"{source} {type} {target}"),
            ("relationship_type", type),
            ("source_ref", source),
            ("target_ref", target)
        );

    private JsonObject Add(string type, string id, params (string Name, JsonNode? Value)[] properties)
    {
        var item = new JsonObject
        {
            ["type"] = type,
            ["spec_version"] = "2.1",
            ["id"] = id,
            ["created_by_ref"] = _producer,
            ["created"] = _created,
            ["modified"] = _modified,
        };
        foreach (var (name, value) in properties)
        {
            if (value is not null and not JsonArray { Count: 0 })
            {
                item[name] = value;
            }
        }
        item["object_marking_refs"] = new JsonArray(StixMarkings.Id(_options.Tlp));
        _objects[id] = item;
        return item;
    }

    private string AddObservable(JsonObject observable, List<string> references)
    {
        var id = (string)observable["id"]!;
        observable["object_marking_refs"] = new JsonArray(StixMarkings.Id(_options.Tlp));
        _objects[id] = observable;
        if (!references.Contains(id, StringComparer.Ordinal))
        {
            references.Add(id);
        }
        return id;
    }

    private JsonArray References(Finding finding)
    {
        var references = new JsonArray();
        var main = new JsonObject { ["source_name"] = _options.Producer, ["external_id"] = finding.Key };
        if (_options.FindingUrl is not null)
        {
            main["url"] = _options.FindingUrl + finding.Key;
        }
        references.Add(main);
        foreach (var evidence in finding.Evidence)
        {
            references.Add(
                new JsonObject
                {
                    ["source_name"] = "evidence",
                    ["description"] = Place(evidence),
                    ["hashes"] = new JsonObject { ["SHA-256"] = evidence.Sha256 },
                }
            );
        }
        return references;
    }

    private JsonObject Frames(Finding finding) =>
        new()
        {
            [_extension] = new JsonObject
            {
                ["extension_type"] = "property-extension",
                ["evidence"] = new JsonArray([.. finding.Evidence.Select(Evidence)]),
            },
        };

    private JsonNode Evidence(EvidenceReference evidence)
    {
        var item = new JsonObject { ["sha256"] = evidence.Sha256, ["name"] = Name(evidence) };
        if (evidence.Frames.Count > 0)
        {
            item["frames"] = new JsonArray([.. evidence.Frames.Select(frame => JsonValue.Create(frame))]);
            item["frame_count"] = evidence.FrameCount;
        }
        if (evidence.Lines.Count > 0)
        {
            item["lines"] = new JsonArray([.. evidence.Lines.Select(line => JsonValue.Create(line))]);
            item["line_count"] = evidence.LineCount;
        }
        return item;
    }

    private string Places(Finding finding) => string.Join("; ", finding.Evidence.Select(Place));

    private string Place(EvidenceReference evidence)
    {
        var places =
            evidence.Frames.Count > 0
                ? $"frames {Some(evidence.Frames, evidence.FrameCount)}"
                : $"lines {Some(evidence.Lines, evidence.LineCount)}";
        return $"{Name(evidence)} (SHA-256 {evidence.Sha256[..Math.Min(12, evidence.Sha256.Length)]}…): {places}";
    }

    private string Name(EvidenceReference evidence) =>
        _options.EvidenceNames.GetValueOrDefault(evidence.Sha256, evidence.Sha256);

    private static string Some(IReadOnlyList<long> numbers, long total) =>
        string.Join(", ", numbers.Take(10)) + (total > 10 ? $", … ({total} in all)" : "");

    private static JsonArray Phases(IEnumerable<string> techniques) =>
        new([
            .. techniques
                .SelectMany(technique => AttackCatalogue.Find(technique).Tactics)
                .Distinct(StringComparer.Ordinal)
                .Order(StringComparer.Ordinal)
                .Select(tactic => new JsonObject { ["kill_chain_name"] = "mitre-attack", ["phase_name"] = tactic }),
        ]);

    private static JsonArray Array(IEnumerable<string> values) =>
        new([.. values.Select(value => JsonValue.Create(value))]);

    /// <summary>IANA names from the outermost in, as STIX 2.1 §6.12 asks.</summary>
    private static List<string> Protocols(Finding finding)
    {
        var protocols = new List<string>
        {
            IpAddress.TryParse(finding.Destination ?? "", out var address) && !address.IsIpv4 ? "ipv6" : "ipv4",
        };
        var service = finding.Protocol?.Split(',')[0];
        protocols.Add(
            service is "udp" or "icmp" ? service
            : service is "dns" or "ntp" ? "udp"
            : "tcp"
        );
        if (service is "ssl" or "tls")
        {
            protocols.Add("https");
        }
        else if (service is "http" or "dns" or "ftp" or "smtp" or "ssh" or "ldap" or "ntp")
        {
            protocols.Add(service);
        }
        return protocols;
    }

    private static long Events(Finding finding) =>
        finding.Statistics.FirstOrDefault(statistic => statistic.Name is "sessions" or "connections" or "events")?.Value
            is long count
            ? count
            : Math.Max(1, finding.Evidence.Sum(evidence => Math.Max(evidence.FrameCount, evidence.LineCount)));

    private static string Milliseconds(long time) => UnixTime.ToIso(time / 1_000_000 * 1_000_000);

    private sealed record Observation(string? Id, string Where);
}
