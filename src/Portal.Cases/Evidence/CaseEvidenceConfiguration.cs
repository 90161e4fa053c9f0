using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.Cases.Columns;

namespace Portal.Cases.Evidence;

internal sealed class CaseEvidenceConfiguration : IEntityTypeConfiguration<CaseEvidence>
{
    public void Configure(EntityTypeBuilder<CaseEvidence> builder)
    {
        builder.Property(item => item.Sha256).HasMaxLength(64);
        builder.Property(item => item.Name).HasMaxLength(UploadSession.MaxName);
        builder.Property(item => item.Names).IsJson();
        builder.Property(item => item.Status).HasConversion<string>().HasMaxLength(20);
        builder.Property(item => item.Kind).HasMaxLength(60);
        builder.Property(item => item.Warnings).IsJson();
        builder.Property(item => item.Error).HasMaxLength(2000);
        builder.Property(item => item.RecordRun).HasMaxLength(60);
        builder.Property(item => item.AddedBy).HasMaxLength(100);
        builder.HasIndex(item => new { item.CaseId, item.Sha256 }).IsUnique();
        builder.HasOne<EvidenceFile>().WithMany().HasForeignKey(item => item.Sha256).OnDelete(DeleteBehavior.Restrict);
    }
}
