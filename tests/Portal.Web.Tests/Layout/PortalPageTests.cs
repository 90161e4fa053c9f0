using System.Security.Claims;
using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Portal.Cases.Accounts;
using Portal.Web.Layout;
using Portal.Web.Tests.Components;

namespace Portal.Web.Tests.Layout;

public sealed class PortalPageTests : ComponentTest
{
    public PortalPageTests()
    {
        this.AddAuthorization().SetAuthorized("ann").SetClaims(new Claim(ClaimTypes.NameIdentifier, "1"));
        Services.AddScoped<CurrentActor>();
    }

    [Fact]
    public async Task A_load_that_fails_while_something_changes_is_tried_again()
    {
        var first = new TaskCompletionSource();
        var page = Render<Probe>(parameters => parameters.Add(probe => probe.First, first)).Instance;

        await page.ChangeAsync();
        first.SetException(new IOException("the records have gone"));

        await page.Loaded.Task.WaitAsync(TimeSpan.FromSeconds(30), Xunit.TestContext.Current.CancellationToken);
        Assert.Equal(2, page.Loads);
    }

    private sealed class Probe : PortalPage
    {
        [Microsoft.AspNetCore.Components.Parameter]
        public TaskCompletionSource First { get; set; } = new();

        public int Loads { get; private set; }

        public TaskCompletionSource Loaded { get; } = new();

        public Task ChangeAsync() => InvokeAsync(ReloadAsync);

        protected override async Task LoadAsync(Actor actor, CancellationToken cancellation)
        {
            if (++Loads == 1)
            {
                await First.Task;
            }
            Loaded.TrySetResult();
        }
    }
}
