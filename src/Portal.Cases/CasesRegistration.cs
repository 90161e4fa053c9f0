using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Portal.Analysis.Objects;
using Portal.Analysis.Store;
using Portal.Cases.Accounts;
using Portal.Cases.Cases;
using Portal.Cases.Evidence;
using Portal.Cases.Exports;
using Portal.Cases.Findings;
using Portal.Cases.Hosts;
using Portal.Cases.Indicators;
using Portal.Cases.Live;
using Portal.Cases.Members;
using Portal.Cases.Notes;
using Portal.Cases.Objects;
using Portal.Cases.Overview;
using Portal.Cases.Records;
using Portal.Cases.Runs;
using Portal.Cases.Timeline;

namespace Portal.Cases;

/// <summary>The one registration of this project.</summary>
public static class CasesRegistration
{
    /// <summary>The team's work in the given folder. Every service is a singleton without state of a request.</summary>
    public static IServiceCollection AddCases(
        this IServiceCollection services,
        DataFolder folder,
        CaseRecordsOptions? records = null
    )
    {
        services.AddSingleton(records ?? new CaseRecordsOptions());
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(folder);
        services.AddDbContextFactory<PortalDbContext>(options =>
            options.UseSqlite($"Data Source={folder.Database};Default Timeout=30")
        );
        return services
            .AddSingleton<PortalDatabase>()
            .AddSingleton<CaseEvents>()
            .AddSingleton<CasePresence>()
            .AddSingleton<CaseGuard>()
            .AddSingleton<OneTimeLinks>()
            .AddSingleton<ApiTokens>()
            .AddSingleton<MemberService>()
            .AddSingleton<CaseService>()
            .AddSingleton<CaseKeys>()
            .AddSingleton<EvidenceVault>()
            .AddSingleton<UploadFiles>()
            .AddSingleton<CustodyChain>()
            .AddSingleton<EvidenceIntake>()
            .AddSingleton<UploadService>()
            .AddSingleton<EvidenceService>()
            .AddSingleton(new RecordStore(folder.Records))
            .AddSingleton(new ObjectStore(folder.Objects))
            .AddSingleton<CaseObjects>()
            .AddSingleton<CaseRecords>()
            .AddSingleton<RecordRows>()
            .AddSingleton<CaseHosts>()
            .AddSingleton<CaseKeyLogs>()
            .AddSingleton<CaseFrames>()
            .AddSingleton<FrameSlices>()
            .AddSingleton<IndicatorExports>()
            .AddSingleton<CaseReports>()
            .AddSingleton<RunBoard>()
            .AddSingleton<RunService>()
            .AddSingleton<RunLedger>()
            .AddSingleton<FindingService>()
            .AddSingleton<FindingComments>()
            .AddSingleton<FindingStore>()
            .AddSingleton<IndicatorService>()
            .AddSingleton<IndicatorStore>()
            .AddSingleton<TimelineService>()
            .AddSingleton<TimelineStore>()
            .AddSingleton<IJudgementFollower, TimelineFollower>()
            .AddSingleton<NoteService>()
            .AddSingleton<ActivityFeed>()
            .AddSingleton<OverviewService>();
    }
}
