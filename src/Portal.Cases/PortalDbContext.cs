using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Portal.Cases.Accounts;
using Portal.Cases.Audit;
using Portal.Cases.Cases;
using Portal.Cases.Columns;
using Portal.Cases.Evidence;
using Portal.Cases.Findings;
using Portal.Cases.Indicators;
using Portal.Cases.Members;
using Portal.Cases.Notes;
using Portal.Cases.Runs;
using Portal.Cases.Timeline;

namespace Portal.Cases;

/// <summary>The team's work. Everything about a table stands beside its entity.</summary>
public sealed class PortalDbContext(DbContextOptions<PortalDbContext> options)
    : IdentityUserContext<PortalUser>(options)
{
    public DbSet<OneTimeLink> OneTimeLinks => Set<OneTimeLink>();
    public DbSet<ApiToken> ApiTokens => Set<ApiToken>();
    public DbSet<Case> Cases => Set<Case>();
    public DbSet<CaseMember> Members => Set<CaseMember>();
    public DbSet<EvidenceFile> EvidenceFiles => Set<EvidenceFile>();
    public DbSet<CaseEvidence> Evidence => Set<CaseEvidence>();
    public DbSet<CustodyEntry> Custody => Set<CustodyEntry>();
    public DbSet<UploadSession> Uploads => Set<UploadSession>();
    public DbSet<AnalysisRun> Runs => Set<AnalysisRun>();
    public DbSet<CaseFinding> Findings => Set<CaseFinding>();
    public DbSet<FindingComment> FindingComments => Set<FindingComment>();
    public DbSet<CaseIndicator> Indicators => Set<CaseIndicator>();
    public DbSet<TimelineEvent> Timeline => Set<TimelineEvent>();
    public DbSet<Note> Notes => Set<Note>();
    public DbSet<NoteRevision> NoteRevisions => Set<NoteRevision>();
    public DbSet<AuditEntry> Audit => Set<AuditEntry>();

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UtcTicksConverter>();

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.ApplyConfigurationsFromAssembly(typeof(PortalDbContext).Assembly);
    }
}
