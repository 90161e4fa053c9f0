using Portal.Analysis.Store;

namespace Portal.Analysis.Importers;

/// <summary>Counts what could not be read, by code, with the first reason and the first places.</summary>
public sealed class WarningCounter
{
    /// <summary>Places that a message lists.</summary>
    private const int MaxPlaces = 5;

    private readonly Dictionary<string, Entry> _entries = new(StringComparer.Ordinal);
    private readonly List<string> _order = [];

    public bool IsEmpty => _order.Count == 0;

    /// <param name="code">snake_case, stable.</param>
    /// <param name="place">Frame or line number; null where there is none.</param>
    /// <param name="message">Asked for the first of each code only.</param>
    public void Add(string code, long? place, Func<string> message)
    {
        if (!_entries.TryGetValue(code, out var entry))
        {
            _entries.Add(code, entry = new Entry(message()));
            _order.Add(code);
        }
        entry.Count++;
        if (place is { } known && entry.Places.Count < MaxPlaces)
        {
            entry.Places.Add(known);
        }
    }

    /// <summary>In the order in which the codes came up first.</summary>
    public IReadOnlyList<EvidenceWarning> ToList() => [.. _order.Select(code => _entries[code].ToWarning(code))];

    private sealed class Entry(string message)
    {
        public long Count { get; set; }

        public List<long> Places { get; } = [];

        public EvidenceWarning ToWarning(string code)
        {
            var text = message;
            if (Count > 1 && Places.Count > 1)
            {
                var more = Count > Places.Count ? ", …" : "";
                text = $"{message} ({Count} times, at {string.Join(", ", Places)}{more})";
            }
            return new EvidenceWarning(code, text, Count, Places.Count == 0 ? null : Places[0]);
        }
    }
}
