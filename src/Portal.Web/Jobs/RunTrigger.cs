using Portal.Cases.Runs;
using Quartz;

namespace Portal.Web.Jobs;

/// <summary>How a run is written into Quartz's store.</summary>
internal static class RunTrigger
{
    private const string RunKey = "run";
    private const string Group = "runs";

    public static Guid RunOf(IJobExecutionContext context) => Guid.Parse((string)context.MergedJobDataMap[RunKey]!);

    public static TriggerKey KeyOf(AnalysisRun run) => new($"{run.Id}", Group);

    public static JobKey JobOf(AnalysisRun run) =>
        run.Kind == RunKind.Import ? new JobKey($"{run.Id}", "import") : new JobKey($"case-{run.CaseId}", "analysis");

    public static ITrigger Trigger(AnalysisRun run, TimeProvider time) =>
        TriggerBuilder
            .Create(time)
            .WithIdentity(KeyOf(run))
            .ForJob(JobOf(run))
            .UsingJobData(RunKey, $"{run.Id}")
            .StartNow()
            .Build();

    public static IJobDetail Job(AnalysisRun run)
    {
        var key = JobOf(run);
        return run.Kind == RunKind.Import
            ? JobBuilder.Create<ImportEvidenceJob>().WithIdentity(key).RequestRecovery().Build()
            : JobBuilder.Create<AnalyzeCaseJob>().WithIdentity(key).RequestRecovery().Build();
    }
}
