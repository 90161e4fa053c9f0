using Portal.Traffic;

namespace Portal.Analysis.Detectors.DnsTunnelling;

/// <summary>What the questions of one client below one domain came to.</summary>
public sealed class TunnelFeatures
{
    /// <summary>Names and answers kept apart for one pair; more make the amounts a lower bound.</summary>
    public const int MaxDistinct = 200_000;

    /// <summary>Times kept for the test of the rhythm.</summary>
    private const int MaxTimes = 20_000;

    /// <summary>Characters below the domain of what is called a long name.</summary>
    private const int LongName = 50;

    private const long HourNanoseconds = 3600 * UnixTime.NanosecondsPerSecond;

    /// <summary>Base64 and hexadecimal of the first bytes of gzip and ZIP files; names have lost their case.</summary>
    private static readonly (string Start, string What)[] s_archives =
    [
        ("h4si", "base64 of a gzip header"),
        ("uesdb", "base64 of a ZIP header"),
        ("1f8b08", "hexadecimal of a gzip header"),
        ("504b0304", "hexadecimal of a ZIP header"),
    ];

    private readonly HashSet<string> _answers = [];
    private readonly HashSet<string> _contacted = [];
    private readonly Dictionary<string, (int Questions, int Names)> _types = [];
    private readonly Dictionary<string, int> _resolvers = [];
    private readonly Dictionary<string, int> _layouts = [];
    private readonly Dictionary<string, long> _names = [];
    private readonly List<long> _times = [];

    /// <param name="client">Who asked.</param>
    /// <param name="domain">Below which the questions are.</param>
    /// <param name="questions">In the order of time; read once.</param>
    /// <param name="model">Of ordinary names without those of the domain; left as it was.</param>
    public TunnelFeatures(string client, string domain, IEnumerable<DnsQuestion> questions, NameModel model)
    {
        (Client, Domain) = (client, domain);
        foreach (var question in questions)
        {
            Add(question);
        }
        Measure(model);
    }

    public string Client { get; }
    public string Domain { get; }
    public long Questions { get; private set; }
    public long FirstTime { get; private set; } = long.MaxValue;
    public long LastTime { get; private set; }

    /// <summary>Different names asked for.</summary>
    public int Names => _names.Count;

    /// <summary>Bytes of information in different names.</summary>
    public double BytesUp { get; private set; }

    /// <summary>Bytes of different answers that can carry any text (TXT, NULL, CNAME, MX, SRV).</summary>
    public long BytesDown { get; private set; }

    /// <summary>Bytes up a second, over the busiest hour of the clock.</summary>
    public double BytesPerSecond { get; private set; }

    /// <summary>Different names for each question, of the record type that most names were asked by.</summary>
    public double UniqueRatio { get; private set; }

    /// <summary>Share of names that have the commonest lengths of labels.</summary>
    public double LayoutShare => Names == 0 ? 0 : (double)_layouts.Values.DefaultIfEmpty().Max() / Names;

    /// <summary>Lengths of the labels of most names, for example <c>30.30</c>.</summary>
    public string Layout =>
        _layouts
            .OrderByDescending(item => item.Value)
            .ThenBy(item => item.Key, StringComparer.Ordinal)
            .Select(item => item.Key)
            .FirstOrDefault("");

    /// <summary>Share of names with at least 50 characters below the domain.</summary>
    public double LongShare => Names == 0 ? 0 : (double)_names.Keys.Count(name => name.Length >= LongName) / Names;

    public double CarrierShare => Share(CarrierQuestions);
    public double NotExistingShare => Share(NotExisting);
    public long CarrierQuestions { get; private set; }
    public long NotExisting { get; private set; }

    /// <summary>Names of which an answered address was contacted.</summary>
    public int ContactedNames => _contacted.Count;

    /// <summary>Answers that give an address.</summary>
    public long AddressAnswers { get; private set; }

    /// <summary>Questions for NULL records whose data the records do not show.</summary>
    public long HiddenAnswers { get; private set; }

    /// <summary>What a label begins with, if that is the header of an archive; else null.</summary>
    public string? ArchiveHeader { get; private set; }
    public IReadOnlyList<long> Times => _times;

    /// <summary>The resolver that was asked most; null where no record has one.</summary>
    public string? Resolver =>
        _resolvers
            .OrderByDescending(item => item.Value)
            .ThenBy(item => item.Key, StringComparer.Ordinal)
            .Select(item => item.Key)
            .FirstOrDefault();

    public int Resolvers => _resolvers.Count;

    /// <summary>Record types by questions, most first.</summary>
    public string Types =>
        string.Join(
            ", ",
            _types
                .OrderByDescending(item => item.Value.Questions)
                .ThenBy(item => item.Key, StringComparer.Ordinal)
                .Select(item => $"{item.Value.Questions} {item.Key}")
        );

    /// <summary>Whether bounds were reached and the amounts are lower bounds.</summary>
    public bool IsBounded => Names >= MaxDistinct || _answers.Count >= MaxDistinct;

    public static bool IsCarrier(string type) => type is "TXT" or "NULL" or "CNAME" or "MX" or "SRV";

    private void Add(DnsQuestion question)
    {
        Questions++;
        FirstTime = Math.Min(FirstTime, question.Time);
        LastTime = Math.Max(LastTime, question.Time);
        if (_times.Count < MaxTimes)
        {
            _times.Add(question.Time);
        }
        if (question.Resolver is { } resolver)
        {
            _resolvers[resolver] = _resolvers.GetValueOrDefault(resolver) + 1;
        }
        var below = question.Name.Length > Domain.Length ? question.Name[..^(Domain.Length + 1)] : "";
        var isNew = below.Length > 0 && _names.Count < MaxDistinct && _names.TryAdd(below, question.Time);
        var (asked, names) = _types.GetValueOrDefault(question.Type);
        _types[question.Type] = (asked + 1, names + (isNew ? 1 : 0));
        if (isNew)
        {
            AddName(below);
        }
        if (question.IsContacted)
        {
            _contacted.Add(below);
        }
        CarrierQuestions += IsCarrier(question.Type) ? 1 : 0;
        NotExisting += question.ResponseCode == "NXDOMAIN" ? 1 : 0;
        AddAnswers(question);
    }

    private void AddName(string below)
    {
        var labels = below.Split('.');
        var layout = string.Join('.', labels.Select(label => label.Length));
        _layouts[layout] = _layouts.GetValueOrDefault(layout) + 1;
        ArchiveHeader ??= s_archives
            .Where(archive => labels[0].Length >= 24 && labels[0].StartsWith(archive.Start, StringComparison.Ordinal))
            .Select(archive => $"{archive.What} ({archive.Start}…)")
            .FirstOrDefault();
    }

    private void AddAnswers(DnsQuestion question)
    {
        foreach (var answer in question.Answers)
        {
            if (answer.StartsWith("<unknown", StringComparison.Ordinal))
            {
                HiddenAnswers++;
            }
            else if (!IsCarrier(question.Type))
            {
                AddressAnswers++;
            }
            else if (_answers.Count < MaxDistinct && _answers.Add(answer))
            {
                BytesDown += TextLength(answer);
            }
        }
    }

    /// <summary>Names of answers end in the domain itself; texts are preceded by their length.</summary>
    private int TextLength(string answer)
    {
        if (answer.EndsWith($".{Domain}", StringComparison.OrdinalIgnoreCase))
        {
            return answer.Length - Domain.Length - 1;
        }
        var text = answer.StartsWith("TXT ", StringComparison.Ordinal) ? answer.IndexOf(' ', 4) + 1 : 0;
        return answer.Length - text;
    }

    private void Measure(NameModel model)
    {
        var alphabet = _names.Keys.SelectMany(name => name).Distinct().Count();
        var hours = new Dictionary<long, double>();
        foreach (
            var (name, time) in _names.OrderBy(item => item.Value).ThenBy(item => item.Key, StringComparer.Ordinal)
        )
        {
            var bytes = model.Bytes(name, alphabet);
            BytesUp += bytes;
            var hour = time / HourNanoseconds;
            hours[hour] = hours.GetValueOrDefault(hour) + bytes;
        }
        // A copy of the model for each pair would be a megabyte to clear and to fill.
        model.Forget(_names.Keys);
        BytesPerSecond = hours.Values.DefaultIfEmpty().Max() / 3600;
        var most = _types
            .OrderByDescending(item => item.Value.Names)
            .ThenBy(item => item.Key, StringComparer.Ordinal)
            .Select(item => item.Value)
            .FirstOrDefault();
        // Tunnels that use several types in turn ask for each name once over all of them.
        UniqueRatio = Questions == 0 ? 0 : Math.Max((double)Names / Questions, (double)most.Names / most.Questions);
    }

    private double Share(long part) => Questions == 0 ? 0 : (double)part / Questions;
}
