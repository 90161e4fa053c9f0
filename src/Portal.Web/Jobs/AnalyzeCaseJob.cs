using Quartz;

namespace Portal.Web.Jobs;

/// <summary>One analysis run; the job is the case's, so that two analyses of a case never run at once.</summary>
[DisallowConcurrentExecution]
internal sealed class AnalyzeCaseJob(RunGate gate, AnalysisWork work) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) =>
        await gate.PassAsync(RunTrigger.RunOf(context), work.RunAsync, cancellationToken);
}
