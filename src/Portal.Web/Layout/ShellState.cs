using Portal.Web.Components.Times;

namespace Portal.Web.Layout;

/// <summary>What the frame around the pages shows of the open case; one per circuit.</summary>
public sealed class ShellState
{
    private readonly List<Action> _listeners = [];

    /// <summary>Null outside a case, and while the case is not open to this person.</summary>
    public ShellCase? Case { get; private set; }

    public TimeZoneInfo Zone => TimeText.FindZone(Case?.ZoneId);

    public void Show(ShellCase? shown)
    {
        Case = shown;
        foreach (var listener in _listeners.ToArray())
        {
            listener();
        }
    }

    /// <summary>Called after every change, on the circuit, until disposed.</summary>
    public IDisposable Subscribe(Action listener)
    {
        _listeners.Add(listener);
        return new Subscription(_listeners, listener);
    }

    private sealed class Subscription(List<Action> listeners, Action listener) : IDisposable
    {
        public void Dispose() => listeners.Remove(listener);
    }
}
