using System.Collections.Concurrent;

namespace Portal.Cases.Live;

/// <summary>Who looks at which case now, and at what in it.</summary>
public sealed class CasePresence(CaseEvents events)
{
    private readonly ConcurrentDictionary<Visit, byte> _visits = new();

    /// <summary>Announces a visitor until disposed; several windows of one person count once.</summary>
    public IDisposable Enter(int caseId, string userId, string name, string place)
    {
        var visit = new Visit(this, caseId, new Visitor(userId, name, place));
        _visits[visit] = 0;
        events.Publish(caseId, CaseChangeKind.Presence, userId);
        return visit;
    }

    public IReadOnlyList<Visitor> Visitors(int caseId) =>
        [
            .. _visits
                .Keys.Where(visit => visit.CaseId == caseId)
                .Select(visit => visit.Visitor)
                .DistinctBy(visitor => visitor.UserId)
                .OrderBy(visitor => visitor.Name, StringComparer.OrdinalIgnoreCase),
        ];

    private sealed class Visit(CasePresence presence, int caseId, Visitor visitor) : IDisposable
    {
        public int CaseId { get; } = caseId;

        public Visitor Visitor { get; } = visitor;

        public void Dispose()
        {
            if (presence._visits.TryRemove(this, out _))
            {
                presence.Announce(CaseId, Visitor.UserId);
            }
        }
    }

    private void Announce(int caseId, string userId) => events.Publish(caseId, CaseChangeKind.Presence, userId);
}
