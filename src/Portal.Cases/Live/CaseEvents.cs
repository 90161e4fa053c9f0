using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Portal.Cases.Live;

/// <summary>
/// Carries changes to whoever follows a case in this process. Listeners are called on the thread that made the change and
/// must hand over at once.
/// </summary>
public sealed class CaseEvents(ILogger<CaseEvents> logger)
{
    private readonly ConcurrentDictionary<Subscription, byte> _subscriptions = new();

    /// <summary>Follows one case, or all cases when <paramref name="caseId"/> is null, until disposed.</summary>
    public IDisposable Subscribe(int? caseId, Action<CaseChanged> listener)
    {
        var subscription = new Subscription(this, caseId, listener);
        _subscriptions[subscription] = 0;
        return subscription;
    }

    public void Publish(CaseChanged change)
    {
        foreach (var subscription in _subscriptions.Keys)
        {
            if (subscription.CaseId is { } caseId && caseId != change.CaseId)
            {
                continue;
            }
            try
            {
                subscription.Listener(change);
            }
            catch (Exception exception)
            {
                // The change is already stored; a page that cannot draw it must not undo it for the others.
                logger.LogError(exception, "A listener failed on {Change}", change);
            }
        }
    }

    public void Publish(int caseId, CaseChangeKind kind, string key = "") =>
        Publish(new CaseChanged(caseId, kind, key));

    private sealed class Subscription(CaseEvents events, int? caseId, Action<CaseChanged> listener) : IDisposable
    {
        public int? CaseId { get; } = caseId;

        public Action<CaseChanged> Listener { get; } = listener;

        public void Dispose() => events._subscriptions.TryRemove(this, out _);
    }
}
