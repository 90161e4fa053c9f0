using Microsoft.Data.Sqlite;
using Portal.Cases;
using Quartz;

namespace Portal.Web.Jobs;

/// <summary>The background work.</summary>
internal static class JobsRegistration
{
    public static IServiceCollection AddPortalJobs(
        this IServiceCollection services,
        DataFolder folder,
        PortalOptions options
    )
    {
        services.AddQuartz(quartz =>
        {
            quartz.UseDefaultThreadPool(options.ParallelImports);
            quartz.UsePersistentStore(store =>
            {
                store.UseSqlite(SqliteFactory.Instance, $"Data Source={folder.Jobs};Default Timeout=30");
                store.UseSystemTextJsonSerializer();
                store.ProvisionSchema();
            });
        });
        // A stop does not wait for long work: runs notice it, and the next start takes them up again.
        services.AddQuartzHostedService(hosted => hosted.WaitForJobsToComplete = true);
        return services
            .AddSingleton<RunStops>()
            .AddSingleton<RunReporting>()
            .AddSingleton<RunGate>()
            .AddSingleton<ImportWork>()
            .AddSingleton<AnalysisShelf>()
            .AddSingleton<ThreatFeeds>()
            .AddSingleton<AnalysisWork>()
            .AddSingleton<Leftovers>()
            .AddHostedService<RunDispatcher>();
    }
}
