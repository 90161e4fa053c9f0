using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Portal.Cases.Runs;

internal sealed class AnalysisRunConfiguration : IEntityTypeConfiguration<AnalysisRun>
{
    public const int MaxError = 2000;
    public const int MaxDetail = 20_000;

    public void Configure(EntityTypeBuilder<AnalysisRun> builder)
    {
        builder.Property(run => run.Kind).HasConversion<string>().HasMaxLength(20);
        builder.Property(run => run.State).HasConversion<string>().HasMaxLength(20);
        builder.Property(run => run.Subject).HasMaxLength(300);
        builder.Property(run => run.Stage).HasMaxLength(200);
        builder.Property(run => run.Error).HasMaxLength(MaxError);
        builder.Property(run => run.ErrorDetail).HasMaxLength(MaxDetail);
        builder.Property(run => run.QueuedBy).HasMaxLength(100);
        builder.Property(run => run.EngineVersion).HasMaxLength(60);
        builder.HasIndex(run => new { run.CaseId, run.QueuedAt });
        builder.HasIndex(run => run.State);
    }
}
