using System.Security.Claims;
using Portal.Cases.Paging;
using Portal.Cases.Runs;
using Portal.Web.Security;

namespace Portal.Web.Api;

/// <summary>The background work on a case.</summary>
internal sealed class RunsResource : IApiResource
{
    public void Map(RouteGroupBuilder api)
    {
        var group = api.MapGroup("/cases/{caseId:int}/runs").WithTags("Runs");
        group.MapGet("", ListAsync);
        group.MapPost("", AnalyseAsync);
        group.MapGet("/{runId:guid}", GetAsync);
        group.MapPost("/{runId:guid}/cancel", CancelAsync);
        group.MapPost("/{runId:guid}/retry", RetryAsync);
    }

    private static async Task<Page<RunView>> ListAsync(
        ClaimsPrincipal user,
        RunService runs,
        RunBoard board,
        int caseId,
        [AsParameters] Window window,
        CancellationToken cancellation
    )
    {
        var page = await runs.ListAsync(caseId, user.ToActor(), window.Request, cancellation);
        return page.Select(run => new RunView(run, board.Find(run.Id)));
    }

    private static async Task<RunView> GetAsync(
        ClaimsPrincipal user,
        RunService runs,
        RunBoard board,
        int caseId,
        Guid runId,
        CancellationToken cancellation
    ) => new(await runs.GetAsync(caseId, runId, user.ToActor(), cancellation), board.Find(runId));

    private static async Task<IResult> AnalyseAsync(
        ClaimsPrincipal user,
        RunService runs,
        int caseId,
        CancellationToken cancellation
    )
    {
        var run = await runs.QueueAnalysisAsync(caseId, user.ToActor(), cancellation);
        return Results.Accepted($"/api/v1/cases/{caseId}/runs/{run.Id}", run);
    }

    private static Task<AnalysisRun> CancelAsync(
        ClaimsPrincipal user,
        RunService runs,
        int caseId,
        Guid runId,
        CancellationToken cancellation
    ) => runs.CancelAsync(caseId, runId, user.ToActor(), cancellation);

    private static async Task<IResult> RetryAsync(
        ClaimsPrincipal user,
        RunService runs,
        int caseId,
        Guid runId,
        CancellationToken cancellation
    )
    {
        var run = await runs.RetryAsync(caseId, runId, user.ToActor(), cancellation);
        return Results.Accepted($"/api/v1/cases/{caseId}/runs/{run.Id}", run);
    }

    /// <param name="Now">Fresher than the run itself while it runs here; null otherwise.</param>
    private sealed record RunView(AnalysisRun Run, RunProgress? Now);
}
