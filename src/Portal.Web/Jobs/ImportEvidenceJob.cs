using Quartz;

namespace Portal.Web.Jobs;

/// <summary>One import run.</summary>
[DisallowConcurrentExecution]
internal sealed class ImportEvidenceJob(RunGate gate, ImportWork work) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) =>
        await gate.PassAsync(RunTrigger.RunOf(context), work.RunAsync, cancellationToken);
}
