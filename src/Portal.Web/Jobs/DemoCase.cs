using Microsoft.EntityFrameworkCore;
using Portal.Analysis.Demo;
using Portal.Analysis.Findings;
using Portal.Analysis.Indicators;
using Portal.Cases;
using Portal.Cases.Accounts;
using Portal.Cases.Cases;
using Portal.Web.Security;

namespace Portal.Web.Jobs;

/// <summary>
/// Loads the demo incident as a case of the first administrator: at once when there is one, else when the portal has been
/// set up. What is there already stays as it is.
/// </summary>
internal sealed partial class DemoCase(
    IDbContextFactory<PortalDbContext> contexts,
    CaseService cases,
    DemoEvidence evidence,
    FirstAdministrator first,
    ILogger<DemoCase> logger
) : BackgroundService
{
    private readonly TaskCompletionSource<Actor> _owner = new(TaskCreationOptions.RunContinuationsAsynchronously);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        first.OnArrival(actor =>
        {
            _owner.TrySetResult(actor);
            return Task.CompletedTask;
        });
        if (await FindAdministratorAsync(stoppingToken) is { } administrator)
        {
            _owner.TrySetResult(administrator);
        }
        var owner = await _owner.Task.WaitAsync(stoppingToken);
        try
        {
            await LoadAsync(owner, stoppingToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // The portal serves its other cases without the demo.
            LogFailed(exception);
        }
    }

    private async Task LoadAsync(Actor owner, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var known = await db
            .Cases.AsNoTracking()
            .SingleOrDefaultAsync(item => item.Number == DemoIncident.CaseName, cancellation);
        var demo = known ?? await cases.CreateAsync(owner, Draft(), cancellation);
        if (!await db.Evidence.AnyAsync(item => item.CaseId == demo.Id, cancellation))
        {
            await evidence.AddAsync(demo.Id, cancellation);
        }
    }

    private static CaseDraft Draft() =>
        new()
        {
            Number = DemoIncident.CaseName,
            Name = "Workstation WKSTN-042 calls out (demo)",
            Summary =
                "A made-up incident of four hours, 2025-11-15 14:00 to 18:00 UTC: one workstation of an office network is "
                + "remote-controlled, spreads and uploads, among traffic that looks like it and is honest.",
            Severity = Severity.High,
            Tlp = Tlp.Green,
            LocalNetworks = ["10.0.0.0/8"],
        };

    private async Task<Actor?> FindAdministratorAsync(CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var user = await db
            .Users.AsNoTracking()
            .Where(user => user.IsAdministrator && !user.IsDisabled)
            .OrderBy(user => user.CreatedAt)
            .FirstOrDefaultAsync(cancellation);
        return user is null ? null : new Actor(user.Id, user.DisplayName);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The demo case could not be loaded")]
    private partial void LogFailed(Exception exception);
}
