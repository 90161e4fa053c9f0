using Portal.Cases.Accounts;

namespace Portal.Web.Security;

/// <summary>Lets others prepare something for the person who sets the portal up, for example the demo case.</summary>
public sealed class FirstAdministrator
{
    private readonly List<Func<Actor, Task>> _welcomes = [];

    public void OnArrival(Func<Actor, Task> welcome) => _welcomes.Add(welcome);

    internal async Task WelcomeAsync(Actor actor)
    {
        foreach (var welcome in _welcomes)
        {
            await welcome(actor);
        }
    }
}
